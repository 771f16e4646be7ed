package asyncio.net;

import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Sleep;
import asyncio.task.Timeout;
import asyncio.task.WaitQueue;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections and gives each to a {@link Service}, as {@code asyncio.Server}. Loop thread
 * only.
 *
 * <p>How it ends:
 *
 * <ol>
 *   <li>{@link #close}: nobody is accepted any more, connections live on;
 *   <li>{@link #waitClosed}: and all of them have ended;
 *   <li>or {@link #stop}: the same within a limit of time.
 * </ol>
 */
public final class Server implements ServingLoops.Serving, AutoCloseable {

  /** So many does a log line name. */
  private static final int NAMED_CLIENTS = 5;

  private final EventLoop loop;
  private final Service service;
  private final List<Listener> listeners;
  private final List<AcceptLoop> acceptLoops;
  private final Set<Client> clients = new LinkedHashSet<>();
  private final WaitQueue awaitingEnd = new WaitQueue();
  private @Nullable Future<@Nullable Void> servingForever;
  private boolean serving;
  private boolean closed;

  /** What becomes of a connection that a server has accepted. */
  @FunctionalInterface
  public interface Service {

    /**
     * Starts to serve a connection. Called in a callback of the loop; must not suspend. If it
     * throws, the connection is closed.
     *
     * @param connection owned by the service from now on
     * @param ended to be run, in a later callback, when the connection is served and closed
     */
    Client begin(ByteStream connection, Runnable ended);
  }

  /** A connection that is being served; what a server can do about it. */
  public interface Client {

    /** Ends it in good order; {@code transport.close}. Does not suspend. */
    void close();

    /** Ends it at once; {@code transport.abort}. Does not suspend. */
    void abort();

    /** Asks whoever serves it to stop; for those that go on although it was aborted. */
    default void cancel(String reason) {}
  }

  /**
   * A server that does not serve yet; for those who make a service of their own.
   *
   * @param listeners closed with the server
   * @param backlog how many connections to accept at a time
   */
  public Server(EventLoop loop, List<Listener> listeners, int backlog, Service service) {
    this.loop = loop;
    this.service = service;
    this.listeners = listeners;
    this.acceptLoops =
        listeners.stream()
            .map(listener -> new AcceptLoop(loop, listener, backlog, this::accepted))
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

  /**
   * Starts accepting connections, without letting other tasks run.
   *
   * @throws IllegalStateException if the server is closed
   */
  public void start() {
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
    serveUntilCancelled(
        "serveForever",
        () -> {
          close();
          waitClosed();
        });
  }

  /**
   * Serves until the task is cancelled or the server closed, then {@linkplain #stop stops} within a
   * limit of time, and passes the cancellation on. {@link #serveForever} would wait for clients
   * that never leave. Suspends.
   *
   * @param patience see {@link #stop}
   * @throws CancelledError always
   * @throws IllegalStateException if the server is closed, or if another task is in here
   */
  public void serveThenStop(Duration patience) {
    Objects.requireNonNull(patience, "patience");
    serveUntilCancelled("serveThenStop", () -> stop(patience));
  }

  private void serveUntilCancelled(String operation, Runnable ending) {
    if (servingForever != null) {
      throw new IllegalStateException(
          operation + " of " + this + ": another task awaits its end already; one is enough");
    }
    start();
    Future<@Nullable Void> forever = loop.createFuture();
    servingForever = forever;
    try {
      forever.await();
    } catch (CancelledError cancelled) {
      ending.run();
      throw cancelled;
    } finally {
      servingForever = null;
    }
  }

  private void accepted(ByteStream connection) {
    Ended ended = new Ended();
    Client client = service.begin(connection, ended);
    ended.client = client;
    clients.add(client);
  }

  /** Runs when a connection has ended. */
  private final class Ended implements Runnable {

    private @Nullable Client client;

    @Override
    public void run() {
      clients.remove(client);
      wakeIfEnded();
    }
  }

  // ---- state

  /** Where it listens, with the ports that the system chose; none after {@link #close}. */
  public List<SocketAddress> addresses() {
    return closed ? List.of() : listeners.stream().map(Listener::localAddress).toList();
  }

  /**
   * The port at which it listens, and which the system chose if it was told 0; of several, the
   * first.
   *
   * @throws IllegalStateException if it is closed, or listens at no port but at Unix sockets
   */
  public int port() {
    return addresses().stream()
        .filter(InetSocketAddress.class::isInstance)
        .map(address -> ((InetSocketAddress) address).getPort())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(this + " listens at no port"));
  }

  /** Whether it accepts connections; {@code Server.is_serving}. */
  public boolean isServing() {
    return serving;
  }

  /** The loop that serves; {@code Server.get_loop}. */
  public EventLoop getLoop() {
    return loop;
  }

  /** The connections that have not ended. */
  public Set<Client> clients() {
    return Set.copyOf(clients);
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
   * Closes every connection in good order; {@code Server.close_clients}. Handlers read the end of
   * the stream.
   */
  public void closeClients() {
    List.copyOf(clients).forEach(Client::close);
  }

  /** Closes every connection at once; {@code Server.abort_clients}. */
  public void abortClients() {
    List.copyOf(clients).forEach(Client::abort);
  }

  /**
   * Suspends until the server is closed and every connection has ended, in whatever order; {@code
   * Server.wait_closed}.
   */
  @Override
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
  @Override
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
      if (isEnded()) { // at the last moment
        return true;
      }
      System.getLogger("asyncio")
          .log(
              System.Logger.Level.WARNING,
              this + " still serves after " + patience + ", " + next + ": " + someClients());
      return false;
    }
  }

  private String someClients() {
    String text =
        clients.stream()
            .limit(NAMED_CLIENTS)
            .map(Client::toString)
            .collect(Collectors.joining(", "));
    return clients.size() > NAMED_CLIENTS ? text + ", …" : text;
  }

  private void abortHandlers() {
    abortClients();
    List.copyOf(clients).forEach(client -> client.cancel("the server stops"));
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
