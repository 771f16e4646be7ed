package asyncio.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Two non-blocking sockets that are connected to each other. */
record SocketPair(SocketChannel one, SocketChannel other) implements AutoCloseable {

  static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  static SocketPair open() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open().bind(ANY_PORT)) {
      SocketChannel one = SocketChannel.open(listener.getLocalAddress());
      SocketChannel other = listener.accept();
      one.configureBlocking(false);
      other.configureBlocking(false);
      return new SocketPair(one, other);
    }
  }

  @Override
  public void close() throws IOException {
    one.close();
    other.close();
  }
}
