package asyncio.net;

import asyncio.task.EventLoop;
import asyncio.task.Readiness;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connected TCP or Unix socket as a stream of bytes. Loop thread only. */
public final class SocketStream implements ByteStream {

  private final SocketChannel channel;
  private final Readiness readiness;
  private final OpenSockets open;
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
    this.channel = channel;
    channel.configureBlocking(false);
    this.local = channel.getLocalAddress();
    this.peer = peer == null ? channel.getRemoteAddress() : peer;
    if (!(local instanceof UnixDomainSocketAddress)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    this.readiness = loop.readiness(channel);
    readiness.claim(this);
    this.open = OpenSockets.of(loop);
    open.add(channel);
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
  public void awaitReadable() throws IOException {
    readiness.awaitReadable(this);
  }

  @Override
  public void awaitWritable() throws IOException {
    readiness.awaitWritable(this);
  }

  @Override
  public void onReadable(@Nullable Runnable callback) {
    readiness.onReadable(callback);
  }

  @Override
  public void onWritable(@Nullable Runnable callback) {
    readiness.onWritable(callback);
  }

  @Override
  public boolean canHalfClose() {
    return true;
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public void close() {
    readiness.close();
    open.close(channel);
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
