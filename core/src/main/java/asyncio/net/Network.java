package asyncio.net;

import asyncio.task.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the code of a loop reaches others: the system's network, or one that a test makes up. Loop
 * thread only.
 */
public interface Network {

  /** The network of a loop: the system's, unless {@link #use} has set another. */
  static Network of(EventLoop loop) {
    return loop.service(Network.class, SystemNetwork::new);
  }

  /**
   * Sets the network of a loop, for tests.
   *
   * @throws IllegalStateException if the loop has used its network already
   */
  static void use(EventLoop loop, Network network) {
    loop.provide(Network.class, network);
  }

  /**
   * The addresses of a host, in the resolver's order. Suspends; other tasks are never delayed by a
   * slow name server. An address literal is not looked up.
   *
   * @throws java.net.UnknownHostException if there are none
   */
  List<InetAddress> resolve(String host) throws IOException;

  /**
   * The name of an address, or the address as text if it has none. Suspends.
   *
   * @throws IOException if the name service does not answer
   */
  default String nameOf(InetAddress address) throws IOException {
    return address.getHostAddress();
  }

  /**
   * Connects to one address. Suspends. Cancellation closes the attempt.
   *
   * @param local where to bind first, or null
   * @throws IOException if it fails
   */
  ByteStream connect(SocketAddress remote, @Nullable SocketAddress local) throws IOException;

  /**
   * Listens at one address. Does not suspend.
   *
   * @throws IOException if it fails
   */
  Listener listen(SocketAddress local, ListenOptions options) throws IOException;

  /**
   * Opens a socket for datagrams. Does not suspend.
   *
   * @throws IOException if it fails
   * @throws UnsupportedOperationException if this network has no datagrams
   */
  default DatagramStream openDatagrams(DatagramOptions options) throws IOException {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + " has no datagrams; use the system's network");
  }
}
