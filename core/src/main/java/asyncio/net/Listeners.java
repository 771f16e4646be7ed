package asyncio.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Listens by host name, or at a path, for servers of every kind. Loop thread only. */
public final class Listeners {

  private Listeners() {}

  /**
   * Listens at every address of a host. Suspends, unless the host is an address literal or null.
   *
   * @param host a name or an address literal; null or empty for every address of this machine
   * @param port 0 for any free one
   * @throws IOException if one of the addresses cannot be listened at; then none is
   * @throws IllegalArgumentException if the port is not within 0 and 65535
   */
  public static List<Listener> listen(
      Network network, @Nullable String host, int port, ListenOptions options) throws IOException {
    List<Listener> listeners = new ArrayList<>();
    try {
      for (InetAddress address : addresses(network, host)) {
        listeners.add(network.listen(new InetSocketAddress(address, port), options));
      }
    } catch (Throwable failed) {
      listeners.forEach(Listener::close);
      throw failed;
    }
    return listeners;
  }

  private static Set<InetAddress> addresses(Network network, @Nullable String host)
      throws IOException {
    return host == null || host.isEmpty()
        ? Set.of(everyAddress())
        : new LinkedHashSet<>(network.resolve(host));
  }

  /** Where there is IPv6, one socket serves both families. */
  private static InetAddress everyAddress() throws IOException {
    boolean onlyIpv4 = Boolean.getBoolean("java.net.preferIPv4Stack") || !hasIpv6();
    return InetAddress.getByAddress(new byte[onlyIpv4 ? 4 : 16]);
  }

  private static boolean hasIpv6() {
    try {
      ServerSocketChannel.open(StandardProtocolFamily.INET6).close();
      return true;
    } catch (IOException | UnsupportedOperationException without) {
      return false;
    }
  }

  /**
   * Listens at a path, which becomes a Unix socket. One that an earlier process has left there is
   * replaced, any other file is not. The file is removed with the listener, if it still is the
   * same.
   *
   * @throws IOException if it fails
   */
  public static Listener listenUnix(Network network, Path path, ListenOptions options)
      throws IOException {
    return UnixListener.open(network, path, options);
  }
}
