package asyncio.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens datagram sockets of which the addresses may be host names. Loop thread only. */
public final class Datagrams {

  private Datagrams() {}

  /**
   * Opens a socket, at the first pair of addresses of one family for which that works. Suspends to
   * look up host names.
   *
   * @throws java.net.UnknownHostException if a host has no address
   * @throws IOException the first failure, if no pair works
   */
  public static DatagramStream open(Network network, DatagramOptions options) throws IOException {
    IOException first = null;
    for (DatagramOptions candidate : candidates(network, options)) {
      try {
        return network.openDatagrams(candidate);
      } catch (IOException failure) {
        first = first == null ? failure : first;
      }
    }
    throw first != null
        ? first
        : new IOException(
            "the hosts of a datagram socket need addresses of one family, and these have none: "
                + options);
  }

  private static List<DatagramOptions> candidates(Network network, DatagramOptions options)
      throws IOException {
    List<DatagramOptions> candidates = new ArrayList<>();
    for (SocketAddress local : resolve(network, options.local())) {
      for (SocketAddress remote : resolve(network, options.remote())) {
        if (local == null || remote == null || !Families.differ(local, remote)) {
          candidates.add(options.at(local, remote));
        }
      }
    }
    return candidates;
  }

  /** No address stands for itself. */
  private static List<@Nullable SocketAddress> resolve(
      Network network, @Nullable SocketAddress address) throws IOException {
    if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
      return network.resolve(inet.getHostString()).stream()
          .<@Nullable SocketAddress>map(host -> new InetSocketAddress(host, inet.getPort()))
          .toList();
    }
    return Stream.<@Nullable SocketAddress>of(address).toList();
  }
}
