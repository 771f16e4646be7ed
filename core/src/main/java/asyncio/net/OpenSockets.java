package asyncio.net;

import asyncio.task.EventLoop;
import java.nio.channels.Channel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The sockets that belong to listeners and streams of a loop and are open. Those that nobody has
 * closed are closed with the loop, as nothing could use them any more; debug mode names them. Loop
 * thread only.
 */
final class OpenSockets implements AutoCloseable {

  private final EventLoop loop;
  private final Set<Channel> sockets = new HashSet<>();

  private OpenSockets(EventLoop loop) {
    this.loop = loop;
  }

  static OpenSockets of(EventLoop loop) {
    return loop.service(OpenSockets.class, OpenSockets::new);
  }

  void add(Channel socket) {
    sockets.add(socket);
  }

  /** Closes one of them. */
  void close(Channel socket) {
    sockets.remove(socket);
    Channels.closeQuietly(socket);
  }

  /** The loop closes. */
  @Override
  public void close() {
    for (Channel forgotten : List.copyOf(sockets)) {
      if (loop.getDebug()) {
        System.getLogger("asyncio")
            .log(
                System.Logger.Level.WARNING, "unclosed " + forgotten + "; close it, or its server");
      }
      close(forgotten);
    }
  }
}
