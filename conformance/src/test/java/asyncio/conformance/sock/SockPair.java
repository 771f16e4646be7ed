package asyncio.conformance.sock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Two non-blocking sockets that are connected to each other: Python's {@code socketpair}. */
record SockPair(SocketChannel a, SocketChannel b) implements AutoCloseable {

  static SockPair open() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketChannel a = SocketChannel.open(listener.getLocalAddress());
      SocketChannel b = listener.accept();
      a.configureBlocking(false);
      b.configureBlocking(false);
      return new SockPair(a, b);
    }
  }

  @Override
  public void close() throws IOException {
    a.close();
    b.close();
  }
}
