package asyncio.net;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.support.Refusals.assertIllegalArgument;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.Task;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DatagramStreamTest {

  private static final DatagramOptions ANYWHERE = DatagramOptions.at(SocketPair.ANY_PORT);

  private static DatagramStream open(DatagramOptions options) throws IOException {
    return Network.of(getRunningLoop()).openDatagrams(options);
  }

  private static ByteBuffer bytes(String text) {
    return UTF_8.encode(text);
  }

  private static String receive(DatagramStream stream) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(100);
    stream.receive(target);
    return UTF_8.decode(target.flip()).toString();
  }

  @Test
  void datagramsKeepTheirBorders() {
    run(
        () -> {
          try (DatagramStream one = open(ANYWHERE);
              DatagramStream other = open(ANYWHERE)) {
            one.send(bytes("first"), other.localAddress());
            one.send(bytes(""), other.localAddress());
            one.send(bytes("third"), other.localAddress());
            assertThat(receive(other)).isEqualTo("first");
            assertThat(receive(other)).isEmpty();
            ByteBuffer small = ByteBuffer.allocate(2);
            assertThat(other.receive(small)).isEqualTo(one.localAddress());
            assertThat(small.flip()).isEqualTo(bytes("th"));
            assertThat(other.tryReceive(ByteBuffer.allocate(10))).isNull();
          }
        });
  }

  @Test
  void receivingSuspends() {
    run(
        () -> {
          try (DatagramStream one = open(ANYWHERE);
              DatagramStream other = open(ANYWHERE)) {
            Task<String> receiving = createTask(() -> receive(other));
            sleep(Duration.ZERO);
            assertThat(receiving.done()).isFalse();
            one.send(bytes("hello"), other.localAddress());
            assertThat(receiving.await()).isEqualTo("hello");
          }
        });
  }

  @Test
  void aConnectedSocketNeedsNoAddress() {
    run(
        () -> {
          try (DatagramStream server = open(ANYWHERE);
              DatagramStream client = open(DatagramOptions.to(server.localAddress()))) {
            assertThat(client.remoteAddress()).isEqualTo(server.localAddress());
            client.send(bytes("ping"), null);
            ByteBuffer target = ByteBuffer.allocate(10);
            SocketAddress sender = server.receive(target);
            assertThat(sender).isEqualTo(client.localAddress());
            server.send(bytes("pong"), sender);
            assertThat(receive(client)).isEqualTo("pong");
            client.send(bytes("again"), server.localAddress());
            assertThat(receive(server)).isEqualTo("again");
          }
        });
  }

  @Test
  void theOtherEndMayRefuse() {
    run(
        () -> {
          DatagramStream gone = open(ANYWHERE);
          gone.close();
          try (DatagramStream client = open(DatagramOptions.to(gone.localAddress()))) {
            client.send(bytes("anybody?"), null);
            assertThatThrownBy(() -> receive(client)).isInstanceOf(PortUnreachableException.class);
            assertThat(client.isClosed()).isFalse();
          }
        });
  }

  @Test
  void callbacks() {
    run(
        () -> {
          try (DatagramStream one = open(ANYWHERE);
              DatagramStream other = open(ANYWHERE)) {
            Future<@Nullable Void> readable = getRunningLoop().createFuture();
            other.onReadable(
                () -> {
                  other.onReadable(null);
                  readable.setResult(null);
                });
            Future<@Nullable Void> writable = getRunningLoop().createFuture();
            one.onWritable(
                () -> {
                  one.onWritable(null);
                  writable.setResult(null);
                });
            writable.await();
            one.send(bytes("hello"), other.localAddress());
            readable.await();
            assertThat(receive(other)).isEqualTo("hello");
          }
        });
  }

  @Test
  void aGroupIsJoined() throws Exception {
    NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    InetAddress group = InetAddress.ofLiteral("239.255.17.17");
    run(
        () -> {
          InetSocketAddress everywhere = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
          try (DatagramStream member = open(DatagramOptions.at(everywhere));
              DatagramStream sender = open(ANYWHERE)) {
            member.join(group, loopback);
            assertThatThrownBy(() -> member.join(InetAddress.ofLiteral("10.0.0.1"), loopback))
                .isInstanceOf(IllegalArgumentException.class);
            int port = ((InetSocketAddress) member.localAddress()).getPort();
            sender.send(bytes("to the port"), new InetSocketAddress("127.0.0.1", port));
            assertThat(receive(member)).isEqualTo("to the port");
          }
        });
  }

  /** To the loopback interface's own broadcast address, which reaches all that listen anywhere. */
  @Test
  void broadcastingIsAllowedOnDemandOnly() {
    run(
        () -> {
          InetSocketAddress everywhere = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
          try (DatagramStream receiver = open(DatagramOptions.at(everywhere));
              DatagramStream allowed = open(ANYWHERE.withBroadcast(true));
              DatagramStream forbidden = open(ANYWHERE)) {
            int port = ((InetSocketAddress) receiver.localAddress()).getPort();
            InetSocketAddress all =
                new InetSocketAddress(InetAddress.ofLiteral("127.255.255.255"), port);
            assertThatThrownBy(() -> forbidden.send(bytes("to all"), all))
                .isInstanceOf(SocketException.class);
            allowed.send(bytes("to all"), all);
            assertThat(receive(receiver)).isEqualTo("to all");
          }
        });
  }

  @Test
  void aPortIsSharedIfAllWantTo() {
    run(
        () -> {
          try (DatagramStream first = open(ANYWHERE.withReusePort(true));
              DatagramStream second =
                  open(DatagramOptions.at(first.localAddress()).withReusePort(true))) {
            assertThat(second.localAddress()).isEqualTo(first.localAddress());
            assertThatThrownBy(() -> open(DatagramOptions.at(first.localAddress())))
                .isInstanceOf(BindException.class);
          }
        });
  }

  @Test
  void endsOfAWait() {
    run(
        () -> {
          DatagramStream stream = open(ANYWHERE);
          Task<String> cancelled = createTask(() -> receive(stream));
          sleep(Duration.ZERO);
          cancelled.cancel();
          assertThatThrownBy(cancelled::await).isInstanceOf(CancelledError.class);
          Task<String> receiving = createTask(() -> receive(stream));
          sleep(Duration.ZERO);
          stream.close();
          stream.close();
          assertThatThrownBy(receiving::await).isInstanceOf(AsynchronousCloseException.class);
          assertThat(stream.isClosed()).isTrue();
        });
  }

  @Test
  void refusals() {
    run(
        () -> {
          try (DatagramStream server = open(ANYWHERE);
              DatagramStream client = open(DatagramOptions.to(server.localAddress()))) {
            assertIllegalArgument(
                () -> server.trySend(bytes("?"), null), "needs an address", "to none", "give one");
            assertIllegalArgument(
                () -> client.trySend(bytes("?"), client.localAddress()),
                "sends only to",
                "not to " + client.localAddress(),
                "give null");
            assertThatThrownBy(() -> open(DatagramOptions.at(server.localAddress())))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("error while attempting to bind on address");
          }
          assertThatThrownBy(() -> new DatagramOptions(null, null, false, false))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("has none");
          InetSocketAddress six = new InetSocketAddress(InetAddress.ofLiteral("::1"), 0);
          assertThatThrownBy(() -> new DatagramOptions(SocketPair.ANY_PORT, six, false, false))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("of one family");
          try (DatagramChannel unbound = DatagramChannel.open()) {
            assertThatThrownBy(() -> new DatagramSocketStream(getRunningLoop(), unbound))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bind it first");
          }
        });
  }
}
