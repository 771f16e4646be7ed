package asyncio.net;

import asyncio.task.EventLoop;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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
   * @throws IOException if one of the addresses cannot be listened at, unless it is none of this
   *     machine and others are; then none is
   * @throws IllegalArgumentException if the port is not within 0 and 65535
   */
  public static List<Listener> listen(
      Network network, @Nullable String host, int port, ListenOptions options) throws IOException {
    return host == null || host.isEmpty()
        ? listenAt(network, Set.of(everyAddress()), port, options)
        : listen(network, List.of(host), port, options);
  }

  /**
   * Listens at every address of several hosts, once at each. Suspends, unless the hosts are address
   * literals.
   *
   * @param port 0 for any free one, another for each address
   * @throws IOException if one of the addresses cannot be listened at, unless it is none of this
   *     machine and others are; then none is
   * @throws IllegalArgumentException if the port is not within 0 and 65535, or if there is no host
   */
  public static List<Listener> listen(
      Network network, Collection<String> hosts, int port, ListenOptions options)
      throws IOException {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException(
          "a server needs a host to listen at, and got none; give null for every address");
    }
    Set<InetAddress> addresses = new LinkedHashSet<>();
    for (String host : hosts) {
      addresses.addAll(network.resolve(host));
    }
    return listenAt(network, addresses, port, options);
  }

  private static List<Listener> listenAt(
      Network network, Set<InetAddress> addresses, int port, ListenOptions options)
      throws IOException {
    List<Listener> listeners = new ArrayList<>();
    List<IOException> unavailable = new ArrayList<>();
    try {
      for (InetAddress address : addresses) {
        try {
          listeners.add(network.listen(new InetSocketAddress(address, port), options));
        } catch (BindException failure) {
          unavailable.add(unlessAvailable(network, address, options, failure));
        }
      }
    } catch (Throwable failed) {
      listeners.forEach(Listener::close);
      throw failed;
    }
    if (listeners.isEmpty()) {
      throw unavailable.getFirst();
    }
    return listeners;
  }

  /** Returns the failure if the address is to blame for it, and throws it if the port is. */
  private static BindException unlessAvailable(
      Network network, InetAddress address, ListenOptions options, BindException failure)
      throws BindException {
    if (isAvailable(network, address, options)) {
      throw failure;
    }
    return failure;
  }

  /**
   * Java does not tell whether the address or only the port is not to be had. A host may well have
   * addresses that this machine lacks, such as {@code localhost} where IPv6 is switched off.
   */
  private static boolean isAvailable(Network network, InetAddress address, ListenOptions options) {
    try {
      network.listen(new InetSocketAddress(address, 0), options).close();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /**
   * Takes over a bound socket, which the listener closes.
   *
   * @throws IOException if the socket is closed or not bound, or the system refuses
   */
  public static Listener listen(EventLoop loop, ServerSocketChannel channel, ListenOptions options)
      throws IOException {
    if (channel.isOpen() && channel.getLocalAddress() == null) {
      throw new SocketException(
          "a listener needs a bound socket, and " + channel + " is not; bind it first");
    }
    return new SocketListener(loop, channel, options);
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
