package asyncio.http.client;

import asyncio.http.websocket.CloseCode;
import asyncio.http.websocket.Negotiated;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.task.Timeout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** The websockets of a session. Each holds its connection of the pool until it has ended. */
final class OpenWebSockets {

  private final ConnectionPool pool;
  private final Map<PooledConnection, WebSocket> open = new LinkedHashMap<>();

  OpenWebSockets(ConnectionPool pool) {
    this.pool = pool;
  }

  /** A websocket over a connection that speaks its protocol from now on. */
  WebSocket open(PooledConnection taken, Negotiated negotiated, WebSocketOptions options) {
    WebSocket opened =
        WebSocket.client(
            taken.connection(), taken.reader().takeRest(), negotiated, options, () -> ended(taken));
    open.put(taken, opened);
    return opened;
  }

  private void ended(PooledConnection connection) {
    open.remove(connection);
    pool.discard(connection);
  }

  /** Says to all servers that we go away. Does not suspend. */
  void startClosing() {
    List.copyOf(open.values()).forEach(socket -> socket.startClosing(CloseCode.GOING_AWAY, ""));
  }

  /**
   * Suspends until all have ended, and cuts those that have not.
   *
   * @param deadline on the loop's clock, in seconds
   */
  void awaitEnd(double deadline) {
    for (WebSocket socket : List.copyOf(open.values())) {
      try {
        new Timeout(deadline).run(() -> socket.close());
      } catch (TimeoutException late) {
        // it was cut
      }
    }
  }

  void abort() {
    List.copyOf(open.values()).forEach(WebSocket::abort);
  }
}
