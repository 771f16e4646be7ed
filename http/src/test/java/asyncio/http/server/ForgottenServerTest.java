package asyncio.http.server;

import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.support.LogLines;
import asyncio.task.RunOptions;
import org.junit.jupiter.api.Test;

/** A server that nobody closed ends with its loop and is logged, with the place. */
class ForgottenServerTest {

  private static final String UNCLOSED = "unclosed <HttpServer <Server serving at ";

  @Test
  void itIsNamed() {
    try (LogLines log = LogLines.of("asyncio")) {
      run(RunOptions.debugging(), () -> HttpServer.start(Apps::echo, "localhost", 0));
      assertThat(log.failure(UNCLOSED).getStackTrace())
          .extracting(StackTraceElement::getClassName)
          .contains(ForgottenServerTest.class.getName());
    }
  }

  @Test
  void oneThatWasClosedIsNot() {
    try (LogLines log = LogLines.of("asyncio")) {
      run(() -> HttpServer.start(Apps::echo, "localhost", 0).close());
      assertThat(log.messages()).isEmpty();
    }
  }
}
