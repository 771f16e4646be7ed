package asyncio.net;

import asyncio.task.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The ports at which several loops listen together. Each loop has a network of its own, on which
 * every listener shares its port with those of the other loops; a port that the system is to choose
 * is chosen by the loop that comes first. Any thread.
 */
final class SharedPorts {

  /** What the system chose for the first listener, the second and so on; all loops do the same. */
  private final Map<Integer, Integer> chosen = new ConcurrentHashMap<>();

  /** The network of a loop, to be set before the loop uses any. */
  Network networkOf(EventLoop loop) {
    return new SharingNetwork(new SystemNetwork(loop));
  }

  private final class SharingNetwork implements Network {

    private final Network network;
    private int listeners;

    SharingNetwork(Network network) {
      this.network = network;
    }

    @Override
    public Listener listen(SocketAddress local, ListenOptions options) throws IOException {
      if (!(local instanceof InetSocketAddress inet)) {
        throw new UnsupportedOperationException(
            "several loops can share a TCP port, but not " + local + "; serve it on one loop");
      }
      int ordinal = listeners++;
      int port = inet.getPort() == 0 ? chosen.getOrDefault(ordinal, 0) : inet.getPort();
      Listener listener =
          network.listen(
              new InetSocketAddress(inet.getAddress(), port), options.withReusePort(true));
      if (listener.localAddress() instanceof InetSocketAddress bound) {
        chosen.putIfAbsent(ordinal, bound.getPort());
      }
      return listener;
    }

    @Override
    public List<InetAddress> resolve(String host) throws IOException {
      return network.resolve(host);
    }

    @Override
    public String nameOf(InetAddress address) throws IOException {
      return network.nameOf(address);
    }

    @Override
    public ByteStream connect(SocketAddress remote, @Nullable SocketAddress local)
        throws IOException {
      return network.connect(remote, local);
    }

    @Override
    public DatagramStream openDatagrams(DatagramOptions options) throws IOException {
      return network.openDatagrams(options);
    }
  }
}
