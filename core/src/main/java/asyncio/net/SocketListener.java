package asyncio.net;

import asyncio.task.EventLoop;
import asyncio.task.Readiness;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A listening TCP or Unix socket. */
final class SocketListener implements Listener {

  private final EventLoop loop;
  private final ServerSocketChannel channel;
  private final SocketAddress local;
  private final boolean keepAlive;
  private final Readiness readiness;

  SocketListener(EventLoop loop, ServerSocketChannel channel, ListenOptions options)
      throws IOException {
    this.loop = loop;
    this.channel = channel;
    this.local = channel.getLocalAddress();
    this.keepAlive = options.keepAlive() && !(local instanceof UnixDomainSocketAddress);
    channel.configureBlocking(false);
    this.readiness = loop.readiness(channel);
    readiness.claim(this);
  }

  @Override
  public @Nullable ByteStream accept() throws IOException {
    SocketChannel accepted = channel.accept();
    if (accepted == null) {
      return null;
    }
    if (keepAlive) {
      accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    }
    return new SocketStream(loop, accepted, null);
  }

  @Override
  public void awaitConnection() throws IOException {
    readiness.awaitReadable(this);
  }

  @Override
  public SocketAddress localAddress() {
    return local;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public void close() {
    readiness.close();
    Channels.closeQuietly(channel);
  }

  /** Where it listens and whether it is closed. */
  @Override
  public String toString() {
    return "<SocketListener at " + local + (isClosed() ? " closed>" : ">");
  }
}
