package asyncio.http.server;

import asyncio.stream.Connection;
import asyncio.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the client of a connection still waits for its answer, and cancels the task
 * that works for nobody. One for each connection, used for one request after the other. Loop thread
 * only.
 *
 * <p>A client may end its own side of the connection and still wait ({@code nc -N} does). Nothing
 * on the wire tells it from one that has left. But it ends its side together with its request, so:
 * whoever has done so when we look for the first time is given an answer; whoever does it later has
 * left, and so has one whose connection is lost. TLS has no half-closed connections.
 */
final class ClientWatch {

  private final Lookout lookout;
  private final Connection connection;
  private final Task<?> task;
  private final SendWatch sendWatch;
  private @Nullable ServedExchange exchange;
  private boolean seen;

  /** Where the lookout keeps this. */
  int place;

  ClientWatch(Lookout lookout, Connection connection, Task<?> task, SendWatch sendWatch) {
    this.lookout = lookout;
    this.connection = connection;
    this.task = task;
    this.sendWatch = sendWatch;
  }

  /** A request is served from now on. */
  void begin(ServedExchange newExchange) {
    exchange = newExchange;
    seen = false;
    lookout.add(this);
  }

  /** The client is not waited for any more, or somebody else reads what it says. */
  void end() {
    if (exchange != null) {
      exchange = null;
      lookout.remove(this);
      sendWatch.end();
      connection.reader().stopWatching();
    }
  }

  /**
   * Begins to watch, unless the request is so new that its client may be ending its side, or is
   * still coming.
   */
  void look() {
    ServedExchange served = exchange;
    if (served == null || !seen) {
      seen = true;
      return;
    }
    sendWatch.begin();
    if (!served.isReceived()) {
      return;
    }
    lookout.remove(this);
    if (!connection.reader().watchEnd(this::clientLeft) && !isHalfClosed()) {
      clientLeft();
    }
  }

  private boolean isHalfClosed() {
    return connection.reader().exception() == null && connection.writer().canWriteEof();
  }

  private void clientLeft() {
    ServedExchange served = exchange;
    if (served != null && served.mayBeGivenUp()) {
      task.cancel("the client has left");
    }
  }
}
