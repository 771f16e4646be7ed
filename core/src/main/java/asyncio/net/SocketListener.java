package asyncio.net;

import asyncio.task.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A listening TCP or Unix socket. */
final class SocketListener extends WatchedChannel<ServerSocketChannel> implements Listener {

  private final EventLoop loop;
  private final SocketAddress local;
  private final boolean keepAlive;

  SocketListener(EventLoop loop, ServerSocketChannel channel, ListenOptions options)
      throws IOException {
    super(loop, channel);
    this.loop = loop;
    this.local = channel.getLocalAddress();
    this.keepAlive = options.keepAlive() && !(local instanceof UnixDomainSocketAddress);
  }

  @Override
  public @Nullable ByteStream accept() throws IOException {
    for (SocketChannel accepted = next(); accepted != null; accepted = next()) {
      try {
        return streamOf(accepted);
      } catch (IOException diedMeanwhile) {
        Channels.closeQuietly(accepted);
      }
    }
    return null;
  }

  private @Nullable SocketChannel next() throws IOException {
    try {
      return channel.accept();
    } catch (IOException failure) {
      throw channel.isOpen() && isOutOfDescriptors()
          ? new OutOfDescriptorsException(
              "no descriptor or memory is left to accept a connection: " + failure.getMessage(),
              failure)
          : failure;
    }
  }

  /**
   * Java does not tell which error it was, and the system's text for it depends on the user's
   * language. What has made accepting fail for want of resources refuses any other socket, too.
   */
  private static boolean isOutOfDescriptors() {
    try {
      SocketChannel.open().close();
      return false;
    } catch (IOException refused) {
      return true;
    }
  }

  private ByteStream streamOf(SocketChannel accepted) throws IOException {
    if (keepAlive) {
      accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
    return new SocketStream(loop, accepted, null);
  }

  @Override
  public void awaitConnection() throws IOException {
    awaitReadable();
  }

  @Override
  public void onConnection(@Nullable Runnable callback) {
    onReadable(callback);
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  /** Where it listens and whether it is closed. */
  @Override
  public String toString() {
    return "<SocketListener at " + local + (isClosed() ? " closed>" : ">");
  }
}
