package asyncio.transport;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sendfile;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.MemoryStream;
import asyncio.net.Sockets;
import asyncio.stream.Connection;
import asyncio.support.FastEngineOnly;
import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.testing.contract.ByteStreamContract.Ends;
import asyncio.tls.TlsEnds;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files through transports, over real sockets, memory and TLS. */
@FastEngineOnly // once is enough: no engine is asked where callbacks send files
class SendFileTest {

  /** More than the system buffers on the way. */
  private static final int LARGE = 20_000_000;

  private enum Kind {
    SOCKET,
    MEMORY,
    TLS;

    Ends connect(EventLoop loop) throws IOException {
      return switch (this) {
        case SOCKET -> Sockets.connect(loop);
        case MEMORY -> {
          MemoryStream stream = MemoryStream.create(loop, 100_000);
          yield new Ends(stream, stream.peer());
        }
        case TLS -> {
          Ends plain = Sockets.connect(loop);
          yield TlsEnds.shakeHands(loop, plain.near(), plain.far());
        }
      };
    }
  }

  /** Collects what the peer says. */
  private static final class Listener implements Protocol {

    final StringBuilder heard = new StringBuilder();
    final Future<Boolean> heardSomething = getRunningLoop().createFuture();
    final Future<@Nullable Throwable> lost = getRunningLoop().createFuture();

    @Override
    public void dataReceived(byte[] data) {
      heard.append(new String(data, UTF_8));
      heardSomething.setResult(true);
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      lost.setResult(failure);
    }
  }

  private interface Conversation {
    void hold(Connected<Listener> connected, Connection peer, FileChannel file) throws Exception;
  }

  @TempDir private Path folder;

  private byte[] pattern(int length) {
    byte[] content = new byte[length];
    new Random(length).nextBytes(content);
    return content;
  }

  private void with(Kind kind, byte[] content, Conversation conversation) {
    run(
        () -> {
          Path path = Files.write(folder.resolve("file"), content);
          try (FileChannel file =
              FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Ends ends = kind.connect(getRunningLoop());
            Connected<Listener> connected = Connections.attach(ends.near(), Listener::new);
            Connection peer = Connection.over(ends.far());
            try {
              conversation.hold(connected, peer, file);
            } finally {
              peer.abort();
              connected.transport().abort();
              connected.protocol().lost.await();
            }
          }
        });
  }

  private static void giveWay() {
    for (int i = 0; i < 10; i++) {
      sleep(ZERO);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWholeFileComesAfterWhatWasWritten(Kind kind) {
    byte[] content = pattern(5_000_000);
    with(
        kind,
        content,
        (connected, peer, file) -> {
          Task<byte[]> received = createTask(() -> peer.reader().readExactly(6 + content.length));
          connected.transport().write("header".getBytes(UTF_8));
          assertThat(sendfile(connected.transport(), file)).isEqualTo(content.length);
          assertThat(file.position()).isEqualTo(content.length);
          byte[] all = received.await();
          assertThat(Arrays.copyOf(all, 6)).isEqualTo("header".getBytes(UTF_8));
          assertThat(Arrays.copyOfRange(all, 6, all.length)).isEqualTo(content);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aPartIsCutFromTheFile(Kind kind) {
    with(
        kind,
        "0123456789".getBytes(UTF_8),
        (connected, peer, file) -> {
          Transport transport = connected.transport();
          assertThat(sendfile(transport, file, 2, 3)).isEqualTo(3);
          assertThat(file.position()).isEqualTo(5);
          assertThat(sendfile(transport, file, 8, 100)).isEqualTo(2);
          assertThat(sendfile(transport, file, 10, 1)).isZero();
          assertThat(file.position()).isEqualTo(10);
          assertThat(peer.reader().readExactly(5)).isEqualTo("23489".getBytes(UTF_8));
        });
  }

  @ParameterizedTest
  @EnumSource
  void meanwhileNothingIsReadOrWritten(Kind kind) {
    with(
        kind,
        pattern(LARGE),
        (connected, peer, file) -> {
          Transport transport = connected.transport();
          Task<Long> sending = createTask(() -> sendfile(transport, file));
          giveWay();
          assertThat(transport.isReading()).isFalse();
          assertThatThrownBy(() -> transport.write(new byte[1]))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("unable to write; sendfile is in progress");
          assertThatThrownBy(() -> sendfile(transport, file))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("sendfile is in progress");
          peer.writer().write("answer", UTF_8);
          peer.reader().readExactly(100_000);
          giveWay();
          assertThat(connected.protocol().heard).isEmpty();
          peer.reader().readExactly(LARGE - 100_000);
          assertThat(sending.await()).isEqualTo(LARGE);
          connected.protocol().heardSomething.await();
          assertThat(connected.protocol().heard).hasToString("answer");
          transport.write("!".getBytes(UTF_8));
          assertThat(peer.reader().readExactly(1)).isEqualTo("!".getBytes(UTF_8));
        });
  }

  @ParameterizedTest
  @EnumSource
  void aCancelledFileTellsHowFarItCameAndTheTransportGoesOn(Kind kind) {
    byte[] content = pattern(LARGE);
    with(
        kind,
        content,
        (connected, peer, file) -> {
          Transport transport = connected.transport();
          Task<Long> sending = createTask(() -> sendfile(transport, file));
          giveWay();
          sending.cancel();
          assertThatThrownBy(sending::await).isInstanceOf(CancelledError.class);
          int sent = (int) file.position();
          assertThat(sent).isBetween(1, LARGE - 1);
          assertThat(transport.getWriteBufferSize()).isZero();
          assertThat(transport.isReading()).isTrue();
          transport.write("end".getBytes(UTF_8));
          assertThat(peer.reader().readExactly(sent)).isEqualTo(Arrays.copyOf(content, sent));
          assertThat(peer.reader().readExactly(3)).isEqualTo("end".getBytes(UTF_8));
        });
  }

  @ParameterizedTest
  @EnumSource
  void aPeerThatGoesAwayEndsIt(Kind kind) {
    with(
        kind,
        pattern(LARGE),
        (connected, peer, file) -> {
          Task<Long> sending = createTask(() -> sendfile(connected.transport(), file));
          giveWay();
          peer.abort();
          assertThatThrownBy(sending::await)
              .isInstanceOf(SocketException.class)
              .hasMessageStartingWith("Connection lost");
          assertThat(file.isOpen()).isTrue();
          assertThat(connected.transport().isClosing()).isTrue();
        });
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatIsClosedEndsItButNotTheConnection(Kind kind) {
    with(
        kind,
        pattern(LARGE),
        (connected, peer, file) -> {
          Task<Long> sending = createTask(() -> sendfile(connected.transport(), file));
          giveWay();
          file.close();
          Task<byte[]> reading = createTask(() -> peer.reader().read());
          assertThatThrownBy(sending::await).isInstanceOf(ClosedChannelException.class);
          connected.transport().write("end".getBytes(UTF_8));
          connected.transport().close();
          assertThat(reading.await()).endsWith("end".getBytes(UTF_8)).hasSizeLessThan(LARGE);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatShrinksEndsEarly(Kind kind) {
    with(
        kind,
        pattern(LARGE),
        (connected, peer, file) -> {
          Task<Long> sending = createTask(() -> sendfile(connected.transport(), file));
          giveWay();
          file.truncate(100);
          Task<byte[]> reading = createTask(() -> peer.reader().read());
          long sent = sending.await();
          connected.transport().close();
          assertThat(reading.await()).hasSize((int) sent);
          assertThat(sent).isLessThan(LARGE);
        });
  }

  @ParameterizedTest
  @EnumSource
  void closingWaitsForTheFile(Kind kind) {
    byte[] content = pattern(5_000_000);
    with(
        kind,
        content,
        (connected, peer, file) -> {
          Task<Long> sending = createTask(() -> sendfile(connected.transport(), file));
          giveWay();
          connected.transport().close();
          assertThat(peer.reader().read()).isEqualTo(content);
          assertThat(sending.await()).isEqualTo(content.length);
          peer.close();
          assertThat(connected.protocol().lost.await()).isNull();
        });
  }

  @Test
  void whatCannotBeSentIsRefused() {
    with(
        Kind.MEMORY,
        pattern(10),
        (connected, peer, file) -> {
          Transport transport = connected.transport();
          assertThatThrownBy(() -> sendfile(transport, file, -1, 1))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("-1");
          assertThatThrownBy(() -> sendfile(transport, file, 0, 0))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("must be positive");
          try (FileChannel writable =
              FileChannel.open(folder.resolve("file"), StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> sendfile(transport, writable))
                .isInstanceOf(NonReadableChannelException.class);
          }
          assertThat(sendfile(transport, file)).isEqualTo(10);
          transport.close();
          assertThatThrownBy(() -> sendfile(transport, file))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("the transport is closing");
        });
  }
}
