package asyncio.stream;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.stream.Texts.bytes;
import static asyncio.stream.Texts.pattern;
import static asyncio.stream.Texts.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.Sockets;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import asyncio.testing.contract.ByteStreamContract.Ends;
import asyncio.tls.TlsEnds;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files through writers, as a server of static files sends them, over real sockets. */
class StreamFileTest {

  /** More than the system buffers on the way. */
  private static final int LARGE = 20_000_000;

  private interface Conversation {
    void hold(Connection near, Connection far, FileChannel file) throws Exception;
  }

  @TempDir private Path folder;

  private void with(boolean secure, byte[] content, Conversation conversation) {
    run(
        () -> {
          Path path = Files.write(folder.resolve("file"), content);
          try (FileChannel file = FileChannel.open(path)) {
            Ends ends = connect(secure);
            Connection near = Connection.over(ends.near());
            Connection far = Connection.over(ends.far());
            try {
              conversation.hold(near, far, file);
            } finally {
              near.abort();
              far.abort();
            }
          }
        });
  }

  private static Ends connect(boolean secure) throws IOException {
    Ends plain = Sockets.connect(getRunningLoop());
    return secure ? TlsEnds.shakeHands(getRunningLoop(), plain.near(), plain.far()) : plain;
  }

  private static Task<Long> startSending(StreamWriter writer, FileChannel file) {
    Task<Long> sending = createTask(() -> writer.sendFile(file));
    for (int i = 0; i < 5; i++) {
      sleep(Duration.ZERO);
    }
    assertThat(sending.done()).as("the peer takes nothing, so it must wait").isFalse();
    return sending;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileComesBetweenWhatIsWrittenBeforeAndAfter(boolean secure) {
    byte[] content = pattern(LARGE);
    with(
        secure,
        content,
        (near, far, file) -> {
          near.writer().write("header", UTF_8);
          Task<Long> sending = startSending(near.writer(), file);
          near.writer().write("trailer", UTF_8);
          Task<@Nullable Void> draining = createTask(() -> near.writer().drain());
          assertThat(text(far.reader().readExactly(6))).isEqualTo("header");
          assertThat(draining.done()).isFalse();
          assertThat(far.reader().readExactly(LARGE)).isEqualTo(content);
          assertThat(text(far.reader().readExactly(7))).isEqualTo("trailer");
          assertThat(sending.await()).isEqualTo(LARGE);
          assertThat(file.position()).isEqualTo(LARGE);
          draining.await();
          assertThat(near.writer().writeBufferSize()).isZero();
        });
  }

  /** With TLS they must be, to be encrypted. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itsBytesAreCopiedOnlyForTls(boolean secure) {
    int count = 1_000_000;
    with(
        secure,
        pattern(count),
        (near, far, file) -> {
          WatchedFile watched = new WatchedFile(file);
          Task<Long> sending = createTask(() -> near.writer().sendFile(watched));
          far.reader().readExactly(count);
          assertThat(sending.await()).isEqualTo(count);
          assertThat(watched.copied()).isEqualTo(secure ? count : 0);
          assertThat(watched.transferred()).isEqualTo(secure ? 0 : count);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void partsOfOneFileGoToManyAtOnce(boolean secure) {
    byte[] content = pattern(1_000_000);
    with(
        secure,
        content,
        (near, far, file) -> {
          Task<Long> first = createTask(() -> near.writer().sendFile(file, 100, 500_000));
          Task<Long> second = createTask(() -> near.writer().sendFile(file, 999_990, 100));
          Task<Long> none = createTask(() -> near.writer().sendFile(file, 1_000_000, 100));
          assertThat(far.reader().readExactly(500_000))
              .isEqualTo(Arrays.copyOfRange(content, 100, 500_100));
          assertThat(far.reader().readExactly(10))
              .isEqualTo(Arrays.copyOfRange(content, 999_990, 1_000_000));
          assertThat(gather(first, second, none)).containsExactly(500_000L, 10L, 0L);
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCancelledFileTellsHowFarItCameAndOthersAreSent(boolean secure) {
    byte[] content = pattern(LARGE);
    with(
        secure,
        content,
        (near, far, file) -> {
          Task<Long> sending = startSending(near.writer(), file);
          near.writer().write("next", UTF_8);
          sending.cancel();
          assertThatThrownBy(sending::await).isInstanceOf(CancelledError.class);
          int sent = (int) file.position();
          assertThat(sent).isBetween(1, LARGE - 1);
          assertThat(far.reader().readExactly(sent)).isEqualTo(Arrays.copyOf(content, sent));
          assertThat(text(far.reader().readExactly(4))).isEqualTo("next");
        });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aPeerThatGoesAwayEndsIt(boolean secure) {
    with(
        secure,
        pattern(LARGE),
        (near, far, file) -> {
          Task<Long> sending = startSending(near.writer(), file);
          far.abort();
          assertThatThrownBy(sending::await)
              .isInstanceOf(SocketException.class)
              .hasMessageStartingWith("Connection lost");
        });
  }

  @Test
  void aFileThatIsClosedEndsItButNotTheConnection() {
    with(
        false,
        pattern(LARGE),
        (near, far, file) -> {
          Task<Long> sending = startSending(near.writer(), file);
          file.close();
          Task<byte[]> reading = createTask(() -> far.reader().read());
          assertThatThrownBy(sending::await).isInstanceOf(ClosedChannelException.class);
          near.writer().send(bytes("end"));
          near.close();
          assertThat(reading.await()).endsWith(bytes("end")).hasSizeLessThan(LARGE);
        });
  }

  @Test
  void closingWaitsForTheFile() {
    byte[] content = pattern(LARGE);
    with(
        false,
        content,
        (near, far, file) -> {
          Task<Long> sending = startSending(near.writer(), file);
          Task<@Nullable Void> closing = createTask(() -> near.close());
          assertThat(far.reader().read()).isEqualTo(content);
          assertThat(sending.await()).isEqualTo(LARGE);
          closing.await();
        });
  }

  @Test
  void whatCannotBeSentIsRefused() {
    with(
        false,
        pattern(10),
        (near, far, file) -> {
          assertThatThrownBy(() -> near.writer().sendFile(file, -1, 1))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("-1");
          assertThatThrownBy(() -> near.writer().sendFile(file, 0, 0))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("must be positive");
          near.writer().writeEof();
          assertThatThrownBy(() -> near.writer().sendFile(file))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("cannot call sendFile() after writeEof()");
          near.close();
        });
  }
}
