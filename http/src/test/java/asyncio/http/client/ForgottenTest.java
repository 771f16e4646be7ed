package asyncio.http.client;

import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.http.testing.FakeServer;
import asyncio.task.RunOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Sessions and responses that nobody closed are closed and logged, with the place. */
class ForgottenTest {

  /** What is logged while it is open. */
  private static final class Log extends Handler implements AutoCloseable {

    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());
    private final Logger logger = Logger.getLogger("asyncio");

    Log() {
      logger.addHandler(this);
      logger.setUseParentHandlers(false);
    }

    @Override
    public void publish(LogRecord message) {
      records.add(message);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
      logger.setUseParentHandlers(true);
    }

    List<String> messages() {
      return records.stream().map(LogRecord::getMessage).toList();
    }
  }

  @Test
  void aResponseThatIsNeitherReadNorClosed() {
    try (Log log = new Log()) {
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
      assertThat(log.records)
          .filteredOn(logged -> logged.getMessage().startsWith("unclosed "))
          .hasSizeGreaterThanOrEqualTo(2)
          .allMatch(
              logged ->
                  List.of(logged.getThrown().getStackTrace()).stream()
                      .anyMatch(
                          frame -> frame.getClassName().equals(ForgottenTest.class.getName())));
    }
  }

  @Test
  void thoseThatWereClosedAreNotMentioned() {
    try (Log log = new Log()) {
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
