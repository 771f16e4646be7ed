package asyncio.stream;

import asyncio.net.AcceptLoop;
import asyncio.net.ByteStream;
import asyncio.net.Listener;
import asyncio.task.CancelledError;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.KeyboardInterrupt;
import asyncio.task.Sleep;
import asyncio.task.Task;
import asyncio.task.Timeout;
import asyncio.task.WaitQueue;
import asyncio.tls.TlsOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections and runs a handler for each, as {@code asyncio.Server}. Loop thread only.
 *
 * <p>Every connection has a task of its own. When the handler ends, in whatever way, the connection
 * is closed; if it fails, the loop's exception handler is told.
 *
 * <p>How it ends:
 *
 * <ol>
 *   <li>{@link #close}: nobody is accepted any more, connections live on;
 *   <li>{@link #waitClosed}: and all handlers have ended;
 *   <li>or {@link #stop}: the same within a limit of time.
 * </ol>
 */
public final class Server implements AutoCloseable {

  /** So many does a log line name. */
  private static final int NAMED_CLIENTS = 5;

  private final EventLoop loop;
  private final ConnectionHandler handler;
  private final int limit;
  private final @Nullable TlsOptions tls;
  private final List<Listener> listeners;
  private final List<AcceptLoop> acceptLoops;
  private final Map<Connection, Task<?>> clients = new LinkedHashMap<>();
  private final WaitQueue awaitingEnd = new WaitQueue();
  private @Nullable Future<@Nullable Void> servingForever;
  private boolean serving;
  private boolean closed;

  Server(
      EventLoop loop, List<Listener> listeners, ConnectionHandler handler, ServerOptions options) {
    this.loop = loop;
    this.handler = handler;
    this.limit = options.limit();
    this.tls = options.tls();
    this.listeners = listeners;
    this.acceptLoops =
        listeners.stream()
            .map(
                listener ->
                    new AcceptLoop(loop, listener, options.listen().backlog(), this::accepted))
            .toList();
  }

  // ---- serving

  /**
   * Starts accepting connections, and lets other tasks run once; {@code Server.start_serving}. A
   * second call does nothing.
   *
   * @throws IllegalStateException if the server is closed
   */
  public void startServing() {
    start();
    Sleep.sleep(Duration.ZERO);
  }

  void start() {
    if (closed) {
      throw new IllegalStateException(this + " is closed; start another server");
    }
    if (!serving) {
      serving = true;
      acceptLoops.forEach(AcceptLoop::start);
    }
  }

  /**
   * Serves until the task is cancelled or the server closed, then closes the server, waits as
   * {@link #waitClosed} does, and passes the cancellation on; {@code Server.serve_forever}.
   * Suspends.
   *
   * @throws CancelledError always
   * @throws IllegalStateException if the server is closed, or if another task is in here
   */
  public void serveForever() {
    if (servingForever != null) {
      throw new IllegalStateException(
          "serveForever() of " + this + " is already awaited by another task; one is enough");
    }
    start();
    Future<@Nullable Void> forever = loop.createFuture();
    servingForever = forever;
    try {
      forever.await();
    } catch (CancelledError cancelled) {
      close();
      waitClosed();
      throw cancelled;
    } finally {
      servingForever = null;
    }
  }

  private void accepted(ByteStream stream) {
    Connection connection = Connection.accepted(loop, stream, limit);
    Task<?> task = loop.createTask(() -> serve(connection));
    clients.put(connection, task);
    task.addDoneCallback(_ -> gone(connection));
  }

  private void serve(Connection connection) {
    if (!isSecured(connection)) {
      return;
    }
    try {
      handler.handle(connection);
    } catch (CancelledError | KeyboardInterrupt ending) {
      throw ending;
    } catch (Throwable failure) {
      report("Unhandled exception in client_connected_cb", connection, failure);
    }
    try {
      connection.close();
    } catch (IOException peerIsGone) {
      // its own loss: the handler is done, and has been told if it asked
    }
  }

  /** Whatever a stranger sends instead of a handshake is no news, but in debug mode. */
  private boolean isSecured(Connection connection) {
    TlsOptions options = tls;
    if (options == null) {
      return true;
    }
    try {
      connection.writer().startTls(options);
      return true;
    } catch (IOException failure) {
      if (loop.getDebug()) {
        report("Error on transport creation for incoming connection", connection, failure);
      }
      return false;
    }
  }

  private void report(String message, Connection connection, Throwable failure) {
    loop.callExceptionHandler(
        ErrorContext.of(message)
            .with("exception", failure)
            .with("connection", connection));
  }

  /** Its handler has ended, or was cancelled before it began. */
  private void gone(Connection connection) {
    connection.writer().close();
    clients.remove(connection);
    wakeIfEnded();
  }

  // ---- state

  /** Where it listens, with the ports that the system chose; none after {@link #close}. */
  public List<SocketAddress> addresses() {
    return closed ? List.of() : listeners.stream().map(Listener::localAddress).toList();
  }

  /** Whether it accepts connections; {@code Server.is_serving}. */
  public boolean isServing() {
    return serving;
  }

  /** The loop that serves; {@code Server.get_loop}. */
  public EventLoop getLoop() {
    return loop;
  }

  /** The connections of which the handler has not ended. */
  public Set<Connection> connections() {
    return Set.copyOf(clients.keySet());
  }

  // ---- the end

  /**
   * Stops accepting, at once, and ends {@link #serveForever}; {@code Server.close}. Connections
   * live on. Does not suspend; a second call does nothing.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    serving = false;
    acceptLoops.forEach(AcceptLoop::close);
    Future<@Nullable Void> forever = servingForever;
    if (forever != null) {
      forever.cancel();
    }
    wakeIfEnded();
  }

  /**
   * Closes every connection as {@link StreamWriter#close} does; {@code Server.close_clients}. Their
   * handlers read the end of the stream.
   */
  public void closeClients() {
    List.copyOf(clients.keySet()).forEach(connection -> connection.writer().close());
  }

  /**
   * Closes every connection at once, see {@link StreamWriter#abort}; {@code Server.abort_clients}.
   */
  public void abortClients() {
    List.copyOf(clients.keySet()).forEach(Connection::abort);
  }

  /**
   * Suspends until the server is closed and every handler has ended, in whatever order; {@code
   * Server.wait_closed}.
   */
  public void waitClosed() {
    while (!isEnded()) {
      awaitingEnd.await(this);
    }
  }

  private boolean isEnded() {
    return closed && clients.isEmpty();
  }

  private void wakeIfEnded() {
    if (isEnded()) {
      awaitingEnd.wakeAll();
    }
  }

  /**
   * Stops within a limit of time. Suspends. Each step waits {@code patience} at most, and what it
   * waited for in vain is logged:
   *
   * <ol>
   *   <li>nobody is accepted any more, handlers may end on their own;
   *   <li>connections are closed, handlers read the end of the stream;
   *   <li>connections are aborted and handlers cancelled.
   * </ol>
   *
   * A task that is cancelled in here goes on to the last step at once, without waiting for it.
   */
  public void stop(Duration patience) {
    close();
    try {
      if (endsWithin(patience, "closing them")) {
        return;
      }
      closeClients();
      if (endsWithin(patience, "aborting them and cancelling their handlers")) {
        return;
      }
    } finally {
      abortHandlers();
    }
    endsWithin(patience, "leaving them");
  }

  private boolean endsWithin(Duration patience, String next) {
    try {
      new Timeout(loop.time() + patience.toNanos() / 1e9).run(this::waitClosed);
      return true;
    } catch (TimeoutException late) {
      System.getLogger("asyncio")
          .log(
              System.Logger.Level.WARNING,
              this + " still serves after " + patience + ", " + next + ": " + someClients());
      return false;
    }
  }

  private String someClients() {
    String text =
        clients.keySet().stream()
            .limit(NAMED_CLIENTS)
            .map(Connection::toString)
            .collect(Collectors.joining(", "));
    return clients.size() > NAMED_CLIENTS ? text + ", …" : text;
  }

  private void abortHandlers() {
    abortClients();
    List.copyOf(clients.values()).forEach(task -> task.cancel("the server stops"));
  }

  /** Where it listens, its state and how many it serves. */
  @Override
  public String toString() {
    return "<Server "
        + (closed ? "closed" : (serving ? "serving at " : "not serving at ") + addresses())
        + (clients.isEmpty() ? "" : ", " + clients.size() + " connections")
        + ">";
  }
}
