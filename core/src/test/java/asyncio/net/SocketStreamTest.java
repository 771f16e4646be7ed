package asyncio.net;

import asyncio.task.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The promises of every stream, kept by sockets. */
class SocketStreamTest extends ByteStreamContract {

  @Override
  protected Ends connect(EventLoop loop) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Network network = Network.of(loop);
    try (Listener listener = network.listen(anyPort, ListenOptions.DEFAULT)) {
      ByteStream near = network.connect(listener.localAddress(), null);
      ByteStream far = listener.accept();
      while (far == null) {
        listener.awaitConnection();
        far = listener.accept();
      }
      return new Ends(near, far);
    }
  }
}
