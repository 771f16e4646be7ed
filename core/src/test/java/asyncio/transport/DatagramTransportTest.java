package asyncio.transport;

import static asyncio.Asyncio.createDatagramEndpoint;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.net.DatagramOptions;
import asyncio.queue.Queue;
import asyncio.task.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Datagram endpoints on real sockets. */
class DatagramTransportTest {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /** Puts what it is told into queues. */
  private static final class Mailbox implements DatagramProtocol {

    final Queue<String> received = new Queue<>();
    final Queue<SocketAddress> senders = new Queue<>();
    final Queue<IOException> errors = new Queue<>();
    final Future<@Nullable Throwable> lost = createFuture();

    @Override
    public void datagramReceived(byte[] data, SocketAddress from) {
      received.putNowait(new String(data, UTF_8));
      senders.putNowait(from);
    }

    @Override
    public void errorReceived(IOException failure) {
      errors.putNowait(failure);
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      lost.setResult(failure);
    }
  }

  private static DatagramEndpoint<Mailbox> bound() throws Exception {
    return createDatagramEndpoint(Mailbox::new, DatagramOptions.at(ANY_PORT));
  }

  private static DatagramEndpoint<Mailbox> connectedTo(DatagramEndpoint<?> other) throws Exception {
    return createDatagramEndpoint(Mailbox::new, DatagramOptions.to(nameOf(other)));
  }

  private static SocketAddress nameOf(DatagramEndpoint<?> endpoint) {
    return (SocketAddress) Objects.requireNonNull(endpoint.transport().getExtraInfo("sockname"));
  }

  private static void close(DatagramEndpoint<Mailbox> endpoint) {
    endpoint.transport().close();
    assertThat(endpoint.transport().isClosing()).isTrue();
    assertThat(endpoint.protocol().lost.await()).isNull();
  }

  @Test
  void boundariesAreKeptAndAnswersFindTheirWay() {
    run(
        () -> {
          DatagramEndpoint<Mailbox> server = bound();
          DatagramEndpoint<Mailbox> client = connectedTo(server);
          client.transport().sendto("one".getBytes(UTF_8));
          client.transport().sendto("two words".getBytes(UTF_8));
          assertThat(server.protocol().received.get()).isEqualTo("one");
          assertThat(server.protocol().received.get()).isEqualTo("two words");
          server.transport().sendto("answer".getBytes(UTF_8), server.protocol().senders.get());
          assertThat(client.protocol().received.get()).isEqualTo("answer");
          close(client);
          close(server);
        });
  }

  @Test
  void anEmptyDatagramNeedsAnUnconnectedSocket() {
    run(
        () -> {
          DatagramEndpoint<Mailbox> server = bound();
          DatagramEndpoint<Mailbox> client = connectedTo(server);
          DatagramEndpoint<Mailbox> other = bound();
          client.transport().sendto(new byte[0]);
          assertThat(client.protocol().errors.get())
              .hasMessageContaining("no empty datagram on a connected socket");
          other.transport().sendto(new byte[0], nameOf(server));
          assertThat(server.protocol().received.get()).isEmpty();
          close(client);
          close(other);
          close(server);
        });
  }

  @Test
  void addressesAreChecked() {
    run(
        () -> {
          DatagramEndpoint<Mailbox> server = bound();
          DatagramEndpoint<Mailbox> client = connectedTo(server);
          assertThatThrownBy(() -> server.transport().sendto(new byte[1]))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("a datagram needs an address");
          assertThatThrownBy(() -> client.transport().sendto(new byte[1], nameOf(client)))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("sends only to");
          close(client);
          close(server);
        });
  }

  @Test
  void abortEndsItToo() {
    run(
        () -> {
          DatagramEndpoint<Mailbox> endpoint = bound();
          endpoint.transport().abort();
          endpoint.transport().sendto(new byte[1]);
          assertThat(endpoint.protocol().lost.await()).isNull();
        });
  }

  @Test
  void hostNamesAreLookedUp() {
    run(
        () -> {
          DatagramEndpoint<Mailbox> server =
              createDatagramEndpoint(
                  Mailbox::new,
                  DatagramOptions.at(InetSocketAddress.createUnresolved("127.0.0.1", 0)));
          int port = ((InetSocketAddress) nameOf(server)).getPort();
          DatagramOptions both =
              new DatagramOptions(
                  ANY_PORT, InetSocketAddress.createUnresolved("localhost", port), false, false);
          DatagramEndpoint<Mailbox> client = createDatagramEndpoint(Mailbox::new, both);
          client.transport().sendto("by name".getBytes(UTF_8));
          assertThat(server.protocol().received.get()).isEqualTo("by name");
          DatagramOptions mixed =
              new DatagramOptions(
                  ANY_PORT, InetSocketAddress.createUnresolved("::1", port), false, false);
          assertThatThrownBy(() -> createDatagramEndpoint(Mailbox::new, mixed))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("addresses of one family");
          close(client);
          close(server);
        });
  }

  @Test
  void anotherProtocolTakesOver() {
    run(
        () -> {
          DatagramEndpoint<Mailbox> endpoint = bound();
          Mailbox second = new Mailbox();
          endpoint.transport().setProtocol(second);
          assertThat(endpoint.transport().getProtocol()).isSameAs(second);
          endpoint.transport().sendto("for the second".getBytes(UTF_8), nameOf(endpoint));
          assertThat(second.received.get()).isEqualTo("for the second");
          endpoint.transport().close();
          assertThat(second.lost.await()).isNull();
          assertThat(endpoint.protocol().received.empty()).isTrue();
        });
  }

  /** On the loopback interface, which needs no route to anywhere. */
  @Test
  void aGroupIsHeard() throws IOException {
    NetworkInterface loopback =
        Objects.requireNonNull(NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()));
    InetAddress group = InetAddress.ofLiteral("239.255.17.18");
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
    run(
        () -> {
          DatagramEndpoint<Mailbox> member =
              createDatagramEndpoint(Mailbox::new, DatagramOptions.at(anyPort));
          member.transport().join(group, loopback);
          DatagramChannel socket =
              DatagramChannel.open(StandardProtocolFamily.INET)
                  .setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback)
                  .bind(anyPort);
          DatagramEndpoint<Mailbox> sender = createDatagramEndpoint(Mailbox::new, socket);
          int port = ((InetSocketAddress) nameOf(member)).getPort();
          sender.transport().sendto("to all".getBytes(UTF_8), new InetSocketAddress(group, port));
          assertThat(member.protocol().received.get()).isEqualTo("to all");
          close(sender);
          close(member);
        });
  }
}
