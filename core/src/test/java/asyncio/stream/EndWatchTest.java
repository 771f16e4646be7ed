package asyncio.stream;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.stream.Texts.bytes;
import static asyncio.stream.Texts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.MemoryStream;
import asyncio.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Noticing the end while no task reads. */
class EndWatchTest {

  private static final int LIMIT = 10;

  private final List<String> seen = new ArrayList<>();

  /** Uses a connection of which the other end is the stream. */
  @FunctionalInterface
  private interface Scenario {

    void play(Connection connection, MemoryStream peer) throws Exception;
  }

  private static void with(Scenario scenario) {
    run(
        () -> {
          MemoryStream stream = MemoryStream.create(getRunningLoop(), 1_000);
          try (Connection connection = Connection.over(stream, LIMIT);
              MemoryStream peer = stream.peer()) {
            scenario.play(connection, peer);
          }
        });
  }

  private void watch(StreamReader reader) {
    assertThat(reader.watchEnd(() -> seen.add("end"))).isTrue();
  }

  private static void say(MemoryStream peer, String text) throws IOException {
    peer.write(ByteBuffer.wrap(bytes(text)));
    settle();
  }

  private static void settle() {
    for (int i = 0; i < 3; i++) {
      sleep(Duration.ZERO);
    }
  }

  @Test
  void theEndIsToldOnceAndWhatCameBeforeIsKept() {
    with(
        (connection, peer) -> {
          watch(connection.reader());
          say(peer, "abc");
          assertThat(seen).isEmpty();
          peer.shutdownOutput();
          settle();
          assertThat(seen).containsExactly("end");
          assertThat(connection.reader().exception()).isNull();
          assertThat(text(connection.reader().read())).isEqualTo("abc");
        });
  }

  @Test
  void anEndThatHasComeIsNotWaitedFor() {
    with(
        (connection, peer) -> {
          say(peer, "abc");
          peer.shutdownOutput();
          watch(connection.reader()); // this takes what is there
          settle();
          assertThat(seen).containsExactly("end");
          assertThat(connection.reader().watchEnd(() -> seen.add("again"))).isFalse();
          settle();
          assertThat(seen).containsExactly("end");
        });
  }

  @Test
  void moreThanTheLimitIsNotReadAhead() {
    with(
        (connection, peer) -> {
          watch(connection.reader());
          say(peer, "more than the limit");
          say(peer, ", and more");
          peer.shutdownOutput();
          settle();
          assertThat(connection.reader().toString()).contains("19 bytes");
          assertThat(seen).isEmpty();
          assertThat(text(connection.reader().read())).isEqualTo("more than the limit, and more");
        });
  }

  @Test
  void theNextReadEndsIt() {
    with(
        (connection, peer) -> {
          watch(connection.reader());
          Task<byte[]> reading = createTask(() -> connection.reader().read(5));
          settle();
          assertThatThrownBy(() -> connection.reader().watchEnd(() -> {}))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("is already waiting for data");
          say(peer, "abc");
          assertThat(text(reading.await())).isEqualTo("abc");
          peer.shutdownOutput();
          settle();
          assertThat(connection.reader().read(5)).isEmpty();
          assertThat(seen).isEmpty();
        });
  }

  @Test
  void whoeverStopsWatchingIsNotTold() {
    with(
        (connection, peer) -> {
          watch(connection.reader());
          connection.reader().stopWatching();
          connection.reader().stopWatching();
          peer.shutdownOutput();
          settle();
          assertThat(seen).isEmpty();
        });
  }

  @Test
  void closingItHereIsNotTold() {
    with(
        (connection, peer) -> {
          watch(connection.reader());
          connection.close();
          settle();
          peer.close();
          settle();
          assertThat(seen).isEmpty();
        });
  }

  @Test
  void aReaderThatIsFedByHandKnowsItsEnd() {
    assertThatThrownBy(() -> new StreamReader().watchEnd(() -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is fed by hand");
  }
}
