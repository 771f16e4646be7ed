package asyncio.net;

import asyncio.task.EventLoop;
import asyncio.testing.contract.ByteStreamContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Real sockets for tests. */
public final class Sockets {

  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private Sockets() {}

  /** Two sockets that are connected with each other. */
  public static ByteStreamContract.Ends connect(EventLoop loop) throws IOException {
    try (Listener listener = listen(loop)) {
      ByteStream near = Network.of(loop).connect(listener.localAddress(), null);
      return new ByteStreamContract.Ends(near, accept(listener));
    }
  }

  /** A listener on some port. */
  public static Listener listen(EventLoop loop) throws IOException {
    return Network.of(loop).listen(ANY_PORT, ListenOptions.DEFAULT);
  }

  /** Waits for the next connection. */
  public static ByteStream accept(Listener listener) throws IOException {
    ByteStream accepted = listener.accept();
    while (accepted == null) {
      listener.awaitConnection();
      accepted = listener.accept();
    }
    return accepted;
  }
}
