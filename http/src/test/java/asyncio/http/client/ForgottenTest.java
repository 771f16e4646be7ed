package asyncio.http.client;

import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.Headers;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.server.HttpServer;
import asyncio.http.support.LogLines;
import asyncio.http.testing.FakeServer;
import asyncio.task.RunOptions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions and responses that nobody closed are closed and logged, with the place. */
class ForgottenTest {

  @Test
  void aResponseThatIsNeitherReadNorClosed() {
    try (LogLines log = LogLines.of("asyncio")) {
      run(
          RunOptions.debugging(),
          () -> {
            FakeServer server = FakeServer.start("localhost", 0);
            server.answer(peer -> peer.send("HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf"));
            ClientSession session = new ClientSession();
            session.get("http://localhost:" + server.port() + "/");
            server.close();
          });
      assertThat(log.messages())
          .anyMatch(message -> message.startsWith("unclosed response to #1 GET http://localhost"))
          .anyMatch(message -> message.startsWith("unclosed <ClientSession"));
      for (String forgotten : List.of("unclosed response", "unclosed <ClientSession")) {
        assertThat(log.failure(forgotten).getStackTrace())
            .extracting(StackTraceElement::getClassName)
            .contains(ForgottenTest.class.getName());
      }
    }
  }

  private static void answer(Exchange exchange) throws IOException {
    exchange.respond(new ResponseHead(200, Headers.NONE), 0);
  }

  @Test
  void aSessionAndTheServerToWhichItIsConnected() {
    try (LogLines log = LogLines.of("asyncio")) {
      run(
          () -> {
            HttpServer server = HttpServer.start(ForgottenTest::answer, "localhost", 0);
            new ClientSession().get(server.url() + "/").close();
          });
      assertThat(log.messages()).hasSize(2).allMatch(message -> message.startsWith("unclosed <"));
    }
  }

  @Test
  void thoseThatWereClosedAreNotMentioned() {
    try (LogLines log = LogLines.of("asyncio")) {
      run(
          () -> {
            try (FakeServer server = FakeServer.start("localhost", 0);
                ClientSession session = new ClientSession()) {
              server.answer(peer -> peer.send("HTTP/1.1 200 OK\nContent-Length: 10\n\nhalf"));
              session.get("http://localhost:" + server.port() + "/").close();
            }
          });
      assertThat(log.messages()).isEmpty();
    }
  }
}
