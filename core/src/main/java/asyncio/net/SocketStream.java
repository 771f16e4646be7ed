package asyncio.net;

import asyncio.task.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connected TCP or Unix socket as a stream of bytes. Loop thread only. */
public final class SocketStream extends WatchedChannel<SocketChannel> implements ByteStream {

  private final @Nullable SocketAddress local;
  private final @Nullable SocketAddress peer;

  /**
   * Takes over a connected socket, which it closes.
   *
   * @param peer its other end as accepting or connecting told it, which for Unix sockets the socket
   *     itself may not know
   * @throws IOException if the socket is closed or not connected, or the system refuses
   */
  public SocketStream(EventLoop loop, SocketChannel channel, @Nullable SocketAddress peer)
      throws IOException {
    if (channel.isOpen() && !channel.isConnected()) {
      throw new SocketException(
          "a stream needs a connected socket, and " + channel + " is not; connect it first");
    }
    super(loop, channel);
    this.local = channel.getLocalAddress();
    this.peer = peer == null ? channel.getRemoteAddress() : peer;
    if (!(local instanceof UnixDomainSocketAddress)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return channel.write(source);
  }

  @Override
  public long write(ByteBuffer[] sources) throws IOException {
    return channel.write(sources);
  }

  @Override
  public long sendFile(FileChannel file, long position, long count) throws IOException {
    return file.transferTo(position, count, channel);
  }

  @Override
  public boolean canHalfClose() {
    return true;
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  /** The channel, for options and for {@code transferTo}. */
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public @Nullable Object extraInfo(String name) {
    return switch (name) {
      case "socket" -> channel;
      case "sockname" -> local;
      case "peername" -> peer;
      default -> null;
    };
  }

  /** Both ends and whether it is closed. */
  @Override
  public String toString() {
    return "<SocketStream " + local + " to " + peer + (isClosed() ? " closed>" : ">");
  }
}
