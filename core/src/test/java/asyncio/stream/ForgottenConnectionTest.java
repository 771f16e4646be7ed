package asyncio.stream;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Eventually.eventuallyCollected;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.net.MemoryStream;
import asyncio.support.LogRecords;
import asyncio.task.EventLoop;
import org.junit.jupiter.api.Test;

/** Connections that nobody closed are closed and logged. */
class ForgottenConnectionTest {

  @Test
  void whenTheyAreCollected() {
    try (LogRecords log = LogRecords.capture()) {
      run(
          () -> {
            MemoryStream stream = MemoryStream.create(getRunningLoop(), 10);
            forget(stream);
            toThread(() -> eventuallyCollected("the stream is closed", stream::isClosed));
          });
      assertThat(log.messages()).singleElement().asString().startsWith("unclosed <MemoryStream");
    }
  }

  private static void forget(MemoryStream stream) {
    Connection.over(stream).writer().write(new byte[1]);
  }

  @Test
  void whenTheLoopCloses() {
    try (LogRecords log = LogRecords.capture()) {
      MemoryStream[] stream = new MemoryStream[1];
      Connection[] kept = new Connection[1];
      try (EventLoop loop = newEventLoop()) {
        loop.setDebug(true);
        loop.runUntilComplete(
            () -> {
              stream[0] = MemoryStream.create(loop, 10);
              kept[0] = Connection.over(stream[0]);
            });
      }
      assertThat(stream[0].isClosed()).isTrue();
      assertThat(kept[0].writer().isClosing()).isFalse(); // still reachable
      assertThat(log.messages()).anyMatch(message -> message.startsWith("unclosed <MemoryStream"));
    }
  }

  @Test
  void thoseThatWereClosedAreNotMentioned() {
    try (LogRecords log = LogRecords.capture()) {
      run(
          () -> {
            try (Connection connection =
                Connection.over(MemoryStream.create(getRunningLoop(), 10))) {
              connection.writer().write(new byte[1]);
            }
          });
      assertThat(log.messages()).isEmpty();
    }
  }
}
