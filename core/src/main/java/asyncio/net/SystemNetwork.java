package asyncio.net;

import asyncio.task.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
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
    return loop.runInExecutor(null, () -> List.of(InetAddress.getAllByName(host))).await();
  }

  @Override
  public ByteStream connect(SocketAddress remote, @Nullable SocketAddress local)
      throws IOException {
    SocketChannel channel = SocketChannel.open(familyOf(remote));
    try {
      if (local != null) {
        channel.bind(local);
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
    if (!channel.connect(remote)) {
      do {
        loop.readiness(channel).awaitWritable("the connection to " + remote);
      } while (!channel.finishConnect());
    }
  }

  @Override
  public Listener listen(SocketAddress local, ListenOptions options) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(familyOf(local));
    try {
      if (!(local instanceof UnixDomainSocketAddress)) {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, options.reuseAddress());
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, options.reusePort());
      }
      channel.bind(local, options.backlog());
      return new SocketListener(loop, channel, options);
    } catch (Throwable failed) {
      Channels.closeQuietly(channel);
      throw failed;
    }
  }

  private static ProtocolFamily familyOf(SocketAddress address) {
    return switch (address) {
      case UnixDomainSocketAddress _ -> StandardProtocolFamily.UNIX;
      case InetSocketAddress inet when inet.getAddress() instanceof java.net.Inet6Address ->
          StandardProtocolFamily.INET6;
      default -> StandardProtocolFamily.INET;
    };
  }
}
