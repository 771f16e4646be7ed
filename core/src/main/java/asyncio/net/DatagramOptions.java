package asyncio.net;

import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A socket for datagrams. Addresses may be {@linkplain java.net.InetSocketAddress#createUnresolved
 * unresolved}: they are looked up when the socket is opened for a transport.
 *
 * @param local where to receive; null for a free port of every interface, in the family of {@code
 *     remote}
 * @param remote with whom alone to exchange datagrams; null for anybody
 * @param reusePort whether several sockets may share the port
 * @param broadcast whether datagrams may be sent to broadcast addresses
 */
public record DatagramOptions(
    @Nullable SocketAddress local,
    @Nullable SocketAddress remote,
    boolean reusePort,
    boolean broadcast) {

  /** A socket that receives at an address. */
  public static DatagramOptions at(SocketAddress local) {
    return new DatagramOptions(local, null, false, false);
  }

  /** A socket that is connected to an address. */
  public static DatagramOptions to(SocketAddress remote) {
    return new DatagramOptions(null, remote, false, false);
  }

  /**
   * @throws IllegalArgumentException if there is no address, or if the two are of different
   *     families
   */
  public DatagramOptions {
    if (local == null && remote == null) {
      throw new IllegalArgumentException(
          "a datagram socket needs a local or a remote address, and has none; give"
              + " new InetSocketAddress(0) for any free port");
    }
    if (local != null && remote != null && Families.differ(local, remote)) {
      throw new IllegalArgumentException(
          "the addresses of a datagram socket are of one family, and these are "
              + local
              + " and "
              + remote);
    }
  }

  /** The one address that there is, or the local one. */
  SocketAddress either() {
    return Objects.requireNonNull(local == null ? remote : local);
  }

  /** A copy with addresses that were looked up. */
  DatagramOptions at(@Nullable SocketAddress newLocal, @Nullable SocketAddress newRemote) {
    return new DatagramOptions(newLocal, newRemote, reusePort, broadcast);
  }

  /** Whether several sockets may share the port. */
  public DatagramOptions withReusePort(boolean reuse) {
    return new DatagramOptions(local, remote, reuse, broadcast);
  }

  /** Whether datagrams may be sent to broadcast addresses. */
  public DatagramOptions withBroadcast(boolean allowed) {
    return new DatagramOptions(local, remote, reusePort, allowed);
  }
}
