package asyncio.net;

import asyncio.task.EventLoop;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The system's own network. */
final class SystemNetwork implements Network {

  private final EventLoop loop;

  SystemNetwork(EventLoop loop) {
    this.loop = loop;
  }

  @Override
  public List<InetAddress> resolve(String host) throws IOException {
    return Resolver.of(loop).addressesOf(host);
  }

  @Override
  public String nameOf(InetAddress address) throws IOException {
    return Resolver.of(loop).nameOf(address);
  }

  @Override
  public ByteStream connect(SocketAddress remote, @Nullable SocketAddress local)
      throws IOException {
    SocketChannel channel = SystemCall.open(() -> SocketChannel.open(Families.of(remote)));
    try {
      if (local != null) {
        SystemCall.bind(local, () -> channel.bind(local));
      }
      channel.configureBlocking(false);
      finishConnecting(channel, remote);
      return new SocketStream(loop, channel, remote);
    } catch (Throwable failed) {
      Channels.closeQuietly(channel);
      throw failed;
    }
  }

  private void finishConnecting(SocketChannel channel, SocketAddress remote) throws IOException {
    try {
      SocketCalls.connect(loop, channel, remote);
    } catch (ConnectException failure) {
      throw SystemCall.withCause(
          new ConnectException(failure.getMessage() + ": " + remote), failure);
    } catch (NoRouteToHostException failure) {
      throw SystemCall.withCause(
          new NoRouteToHostException(failure.getMessage() + ": " + remote), failure);
    }
  }

  @Override
  public Listener listen(SocketAddress local, ListenOptions options) throws IOException {
    ServerSocketChannel channel =
        SystemCall.open(() -> ServerSocketChannel.open(Families.of(local)));
    try {
      if (!(local instanceof UnixDomainSocketAddress)) {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, options.reuseAddress());
        if (options.reusePort()) {
          Channels.sharePort(channel);
        }
      }
      SystemCall.bind(local, () -> channel.bind(local, options.backlog()));
      return new SocketListener(loop, channel, options);
    } catch (Throwable failed) {
      Channels.closeQuietly(channel);
      throw failed;
    }
  }

  @Override
  public DatagramStream openDatagrams(DatagramOptions options) throws IOException {
    return DatagramSocketStream.open(loop, options);
  }
}
