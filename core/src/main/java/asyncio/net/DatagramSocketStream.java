package asyncio.net;

import asyncio.task.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/** A UDP socket. Loop thread only. */
public final class DatagramSocketStream extends WatchedChannel<DatagramChannel>
    implements DatagramStream {

  private final SocketAddress local;
  private final @Nullable SocketAddress remote;

  /**
   * Takes over a bound or connected socket, which it closes.
   *
   * @throws IOException if the socket is closed, or the system refuses
   * @throws IllegalArgumentException if the socket is not bound
   */
  public DatagramSocketStream(EventLoop loop, DatagramChannel channel) throws IOException {
    SocketAddress bound = channel.getLocalAddress();
    if (bound == null) {
      throw new IllegalArgumentException(
          "a datagram socket receives at an address, and " + channel + " has none; bind it first");
    }
    super(loop, channel);
    this.local = bound;
    this.remote = channel.getRemoteAddress();
  }

  static DatagramSocketStream open(EventLoop loop, DatagramOptions options) throws IOException {
    SocketAddress local = options.local();
    SocketAddress remote = options.remote();
    DatagramChannel channel =
        SystemCall.open(() -> DatagramChannel.open(Families.of(options.either())));
    try {
      channel.setOption(StandardSocketOptions.SO_BROADCAST, options.broadcast());
      if (options.reusePort()) {
        Channels.sharePort(channel);
      }
      if (local != null) {
        SystemCall.bind(local, () -> channel.bind(local));
      }
      if (remote != null) {
        channel.connect(remote);
      }
      return new DatagramSocketStream(loop, channel);
    } catch (Throwable failed) {
      Channels.closeQuietly(channel);
      throw failed;
    }
  }

  @Override
  public @Nullable SocketAddress tryReceive(ByteBuffer target) throws IOException {
    return channel.receive(target);
  }

  @Override
  public boolean trySend(ByteBuffer source, @Nullable SocketAddress address) throws IOException {
    SocketAddress receiver = receiver(address);
    boolean empty = !source.hasRemaining();
    if (empty && remote != null) {
      throw new IOException(
          "the JDK sends no empty datagram on a connected socket; open it without a remote address,"
              + " and name the receiver");
    }
    return channel.send(source, receiver) > 0 || empty;
  }

  @Override
  public void join(InetAddress group, NetworkInterface by) throws IOException {
    channel.join(group, by);
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return remote;
  }

  @Override
  public @Nullable Object extraInfo(String name) {
    return switch (name) {
      case "socket" -> channel;
      case "sockname" -> local;
      case "peername" -> remote;
      default -> null;
    };
  }

  /** Both ends and whether it is closed. */
  @Override
  public String toString() {
    return "<DatagramSocketStream "
        + local
        + (remote == null ? "" : " to " + remote)
        + (isClosed() ? " closed>" : ">");
  }
}
