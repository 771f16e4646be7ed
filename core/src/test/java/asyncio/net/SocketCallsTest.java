package asyncio.net;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.getaddrinfo;
import static asyncio.Asyncio.getnameinfo;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.sockAccept;
import static asyncio.Asyncio.sockConnect;
import static asyncio.Asyncio.sockRecv;
import static asyncio.Asyncio.sockRecvInto;
import static asyncio.Asyncio.sockRecvfrom;
import static asyncio.Asyncio.sockRecvfromInto;
import static asyncio.Asyncio.sockSendall;
import static asyncio.Asyncio.sockSendfile;
import static asyncio.Asyncio.sockSendto;
import static asyncio.support.Refusals.assertIllegalArgument;
import static asyncio.support.Refusals.assertIllegalState;
import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop's socket calls on plain channels. */
class SocketCallsTest {

  private static final byte[] HELLO = "hello".getBytes(UTF_8);

  private interface PairBody {
    void run(SocketChannel one, SocketChannel other) throws Exception;
  }

  private static void runWithPair(PairBody body) {
    run(
        () -> {
          try (SocketPair pair = SocketPair.open()) {
            body.run(pair.one(), pair.other());
          }
        });
  }

  private static void giveWay() {
    sleep(Duration.ZERO);
  }

  // ---- connecting

  @Test
  void connectAndAccept() {
    run(
        () -> {
          try (ServerSocketChannel listener = ServerSocketChannel.open().bind(SocketPair.ANY_PORT);
              SocketChannel client = SocketChannel.open()) {
            listener.configureBlocking(false);
            client.configureBlocking(false);
            Task<SocketChannel> accepting = createTask(() -> sockAccept(listener));
            giveWay();
            InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
            sockConnect(client, InetSocketAddress.createUnresolved("localhost", address.getPort()));
            try (SocketChannel accepted = accepting.await()) {
              assertThat(accepted.isBlocking()).isFalse();
              assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
            }
          }
        });
  }

  @Test
  void nobodyListens() {
    run(
        () -> {
          SocketAddress free;
          try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            free = listener.bind(SocketPair.ANY_PORT).getLocalAddress();
          }
          try (SocketChannel client = SocketChannel.open()) {
            client.configureBlocking(false);
            assertThatThrownBy(() -> sockConnect(client, free))
                .isInstanceOf(ConnectException.class);
          }
        });
  }

  // ---- receiving and sending

  @Test
  void whatIsThereIsReceivedWithoutSuspending() {
    runWithPair(
        (one, other) -> {
          sockSendall(other, HELLO);
          getRunningLoop().readiness(one).awaitReadable("the test");
          boolean[] ran = {false};
          createTask(() -> ran[0] = true);
          assertThat(sockRecv(one, 100)).isEqualTo(HELLO);
          assertThat(ran[0]).isFalse();
        });
  }

  @Test
  void receivingSuspendsUntilSomethingComes() {
    runWithPair(
        (one, other) -> {
          Task<byte[]> receiving = createTask(() -> sockRecv(one, 3));
          giveWay();
          assertThat(receiving.done()).isFalse();
          sockSendall(other, HELLO);
          assertThat(receiving.await()).asString(UTF_8).isEqualTo("hel");
          ByteBuffer rest = ByteBuffer.allocate(10);
          assertThat(sockRecvInto(one, rest)).isEqualTo(2);
          assertThat(rest.flip()).isEqualTo(ByteBuffer.wrap("lo".getBytes(UTF_8)));
        });
  }

  @Test
  void theEndOfTheStream() {
    runWithPair(
        (one, other) -> {
          other.close();
          assertThat(sockRecv(one, 10)).isEmpty();
          assertThat(sockRecvInto(one, ByteBuffer.allocate(10))).isEqualTo(-1);
        });
  }

  @Test
  void nothingIsReceivedIntoNoRoom() {
    runWithPair(
        (one, other) -> {
          assertThat(sockRecv(one, 0)).isEmpty();
          assertThat(sockRecvInto(one, ByteBuffer.allocate(0))).isZero();
        });
  }

  @Test
  void sendingAllSuspendsUntilTheReceiverHasCaughtUp() {
    runWithPair(
        (one, other) -> {
          byte[] much = new byte[20_000_000];
          new Random(1).nextBytes(much);
          Task<@Nullable Void> sending = createTask(() -> sockSendall(one, much));
          giveWay();
          assertThat(sending.done()).isFalse();
          assertThat(receive(other, much.length)).isEqualTo(much);
          sending.await();
        });
  }

  private static byte[] receive(SocketChannel channel, int size) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(size);
    while (all.hasRemaining() && sockRecvInto(channel, all) >= 0) {}
    return Arrays.copyOf(all.array(), all.position());
  }

  @Test
  void aPipeIsReceivedFromAsWell() {
    run(
        () -> {
          Pipe pipe = Pipe.open();
          try (Pipe.SourceChannel source = pipe.source();
              Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            sink.configureBlocking(false);
            Task<byte[]> receiving = createTask(() -> sockRecv(source, 100));
            giveWay();
            sockSendall(sink, HELLO);
            assertThat(receiving.await()).isEqualTo(HELLO);
          }
        });
  }

  // ---- datagrams

  @Test
  void datagrams() {
    run(
        () -> {
          try (DatagramChannel one = datagramChannel();
              DatagramChannel other = datagramChannel()) {
            Task<Datagram> receiving = createTask(() -> sockRecvfrom(other, 4));
            giveWay();
            assertThat(sockSendto(one, HELLO, other.getLocalAddress())).isEqualTo(5);
            assertThat(receiving.await().data()).asString(UTF_8).isEqualTo("hell");
            assertThat(receiving.result().address()).isEqualTo(one.getLocalAddress());

            assertThat(sockSendto(one, new byte[0], other.getLocalAddress())).isZero();
            ByteBuffer target = ByteBuffer.allocate(10);
            assertThat(sockRecvfromInto(other, target)).isEqualTo(one.getLocalAddress());
            assertThat(target.position()).isZero();

            sockSendto(one, ByteBuffer.wrap(HELLO), other.getLocalAddress());
            sockRecvfromInto(other, target, 2);
            assertThat(target.position()).isEqualTo(2);
            assertThat(target.limit()).isEqualTo(10);
          }
        });
  }

  @Test
  void connectedDatagramsAreReceivedLikeStreams() {
    run(
        () -> {
          try (DatagramChannel one = datagramChannel();
              DatagramChannel other = datagramChannel()) {
            one.connect(other.getLocalAddress());
            other.connect(one.getLocalAddress());
            sockSendall(one, HELLO);
            assertThat(sockRecvInto(other, ByteBuffer.allocate(10))).isEqualTo(5);
          }
        });
  }

  private static DatagramChannel datagramChannel() throws IOException {
    DatagramChannel channel = DatagramChannel.open(INET).bind(SocketPair.ANY_PORT);
    channel.configureBlocking(false);
    return channel;
  }

  // ---- files

  @Test
  void filesAreSent(@TempDir Path folder) {
    runWithPair(
        (one, other) -> {
          byte[] content = new byte[10_000_000];
          new Random(2).nextBytes(content);
          Path path = Files.write(folder.resolve("file"), content);
          try (FileChannel file = FileChannel.open(path)) {
            Task<byte[]> whole = createTask(() -> receive(other, content.length));
            assertThat(sockSendfile(one, file)).isEqualTo(content.length);
            assertThat(file.position()).isEqualTo(content.length);
            assertThat(whole.await()).isEqualTo(content);

            assertThat(sockSendfile(one, file, 7, 3)).isEqualTo(3);
            assertThat(file.position()).isEqualTo(10);
            assertThat(sockRecv(other, 10)).isEqualTo(Arrays.copyOfRange(content, 7, 10));

            assertThat(sockSendfile(one, file, content.length - 2, 100)).isEqualTo(2);
            assertThat(sockSendfile(one, file, content.length + 2, 100)).isZero();
          }
        });
  }

  @Test
  void aCancelledFileTellsHowFarItCame(@TempDir Path folder) {
    runWithPair(
        (one, other) -> {
          Path path = Files.write(folder.resolve("file"), new byte[20_000_000]);
          try (FileChannel file = FileChannel.open(path)) {
            Task<Long> sending = createTask(() -> sockSendfile(one, file));
            giveWay();
            sending.cancel();
            assertThatThrownBy(sending::await).isInstanceOf(CancelledError.class);
            one.shutdownOutput();
            assertThat(receive(other, 20_000_000)).hasSize((int) file.position());
          }
        });
  }

  @Test
  void aFileThatShrinksWhileItIsSentEndsEarly(@TempDir Path folder) {
    runWithPair(
        (one, other) -> {
          Path path = Files.write(folder.resolve("file"), new byte[20_000_000]);
          try (FileChannel file =
              FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Task<Long> sending = createTask(() -> sockSendfile(one, file));
            giveWay();
            file.truncate(100);
            Task<byte[]> receiving = createTask(() -> receive(other, 20_000_000));
            long sent = sending.await();
            one.shutdownOutput();
            assertThat(receiving.await()).hasSize((int) sent);
          }
        });
  }

  // ---- cancellation, misuse

  @Test
  void cancellingOneWaitLeavesTheOther() {
    runWithPair(
        (one, other) -> {
          byte[] much = new byte[20_000_000];
          Task<@Nullable Void> sending = createTask(() -> sockSendall(one, much));
          Task<byte[]> receiving = createTask(() -> sockRecv(one, 10));
          giveWay();
          receiving.cancel();
          assertThatThrownBy(receiving::await).isInstanceOf(CancelledError.class);
          assertThat(receive(other, much.length)).hasSize(much.length);
          sending.await();
          sockSendall(other, HELLO);
          assertThat(sockRecv(one, 10)).isEqualTo(HELLO);
        });
  }

  @Test
  void aSecondReceiverIsRefused() {
    runWithPair(
        (one, other) -> {
          Task<byte[]> first = createTask("first", () -> sockRecv(one, 10));
          giveWay();
          assertIllegalState(
              () -> sockRecv(one, 10), "first waits already", "readable", "let one task read");
          first.cancel();
        });
  }

  @Test
  void theChannelOfAStreamIsRefused() {
    runWithPair(
        (one, other) -> {
          try (SocketStream _ = new SocketStream(getRunningLoop(), one, null)) {
            assertIllegalState(
                () -> sockRecv(one, 10), "is used by", "SocketStream", "channel of your own");
          }
        });
  }

  @Test
  void blockingChannelsAreRefused() {
    runWithPair(
        (one, other) -> {
          one.configureBlocking(true);
          assertIllegalArgument(
              () -> sockRecv(one, 10),
              "must be non-blocking",
              one.toString(),
              "configureBlocking(false)");
          assertIllegalArgument(
              () -> sockSendall(one, HELLO),
              "must be non-blocking",
              one.toString(),
              "configureBlocking(false)");
        });
  }

  @Test
  void badSizesAreRefused(@TempDir Path folder) {
    runWithPair(
        (one, other) -> {
          assertThatThrownBy(() -> sockRecv(one, -1))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("is -1");
          try (DatagramChannel channel = datagramChannel()) {
            assertIllegalArgument(
                () -> sockRecvfromInto(channel, ByteBuffer.allocate(5), 6),
                "cannot receive 6 bytes",
                "room for 5",
                "ask for less");
          }
          Path path = Files.write(folder.resolve("file"), HELLO);
          try (FileChannel file = FileChannel.open(path)) {
            assertThatThrownBy(() -> sockSendfile(one, file, -1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("offset")
                .hasMessageContaining("is -1");
            assertThatThrownBy(() -> sockSendfile(one, file, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("count")
                .hasMessageContaining("is 0");
          }
        });
  }

  // ---- names

  @Test
  void namesAndAddresses() {
    run(
        () -> {
          assertThat(getaddrinfo("localhost", 80, INET))
              .contains(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 80));
          assertThat(getaddrinfo("::1", 80))
              .containsExactly(new InetSocketAddress(InetAddress.ofLiteral("::1"), 80));
          assertThatThrownBy(() -> getaddrinfo("127.0.0.1", 80, INET6))
              .isInstanceOf(UnknownHostException.class)
              .hasMessageContaining("no address of the family INET6");
          assertThat(getnameinfo(new InetSocketAddress("127.0.0.1", 80))).isNotEmpty();
          assertThatThrownBy(() -> getnameinfo(InetSocketAddress.createUnresolved("host", 80)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("getaddrinfo");
        });
  }
}
