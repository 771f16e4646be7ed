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
import java.net.SocketAddress;
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
}
