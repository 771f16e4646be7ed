package asyncio.net;

import asyncio.task.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;

/** The socket calls of the loop: each tries first, and waits only if it would block. */
public final class SocketCalls {

  private SocketCalls() {}

  static void connect(EventLoop loop, SocketChannel channel, SocketAddress remote)
      throws IOException {
    if (!channel.connect(remote)) {
      do {
        loop.readiness(channel).awaitWritable("the connection to " + remote);
      } while (!channel.finishConnect());
    }
  }
}
