package asyncio.faults;

import static asyncio.faults.ObedientServer.LINE;
import static asyncio.faults.ObedientServer.survives;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.stream.Connection;
import asyncio.stream.LimitOverrunError;
import asyncio.support.NoLeaks;
import java.io.IOException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A peer that sends and sends, and no end of the line. */
@ExtendWith(NoLeaks.class)
class EndlessLineTest {

  @ParameterizedTest
  @EnumSource(names = {"STREAM", "SECURE_STREAM"})
  void theLimitEndsIt(Api api) {
    survives(
        api,
        server -> {
          Connection connection = server.order(LINE);
          byte[] part = new byte[100_000];
          assertThatThrownBy(
                  () -> {
                    while (true) {
                      connection.writer().send(part);
                    }
                  })
              .isInstanceOf(IOException.class);
          assertThat(server.nextEnd().failure()).isInstanceOf(LimitOverrunError.class);
          connection.abort();
        });
  }
}
