package asyncio.http.server;

import asyncio.http.gateway.HttpApplication;
import asyncio.http.wire.DateHeader;
import asyncio.http.wire.Preloading;
import asyncio.leak.LeakWatch;
import asyncio.net.Server;
import asyncio.net.ServingLoops;
import asyncio.stream.Connection;
import asyncio.stream.ConnectionHandler;
import asyncio.stream.Streams;
import asyncio.sync.Event;
import asyncio.task.CancelledError;
import asyncio.task.Coroutine;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Timeout;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Serves an application over HTTP/1.1; what {@code aiohttp.web}'s runner and site are together.
 * Loop thread only.
 *
 * <pre>{@code
 * try (HttpServer server = HttpServer.start(app, "localhost", 8080)) {
 *   server.serveForever();
 * }
 * }</pre>
 *
 * <p>Each connection is a task, in which the application is called for one request after the other.
 * What clients may do is bounded, see {@link HttpServerOptions}.
 *
 * <p>If a client leaves, the task is cancelled, unless something could be left half done: that is
 * for a request with a method that may change something (all but GET, HEAD, OPTIONS and TRACE), as
 * long as its response has not begun. A client that has ended its side of the connection within a
 * tenth of a second after its request is taken for one that still waits.
 *
 * <p>A server that is forgotten ends with its loop, and is logged; in debug mode with the place
 * where it was started. Its application is not shut down then.
 */
public final class HttpServer implements AutoCloseable {

  /** How long {@link #close} waits for requests that are being served: 10 s. */
  public static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private static final Duration CUT_OFF_PATIENCE = Duration.ofSeconds(2);

  private final EventLoop loop;
  private final HttpApplication application;
  private final HttpServerOptions options;
  private final Admission admission;
  private final DateHeader date;
  private final Lookout lookout;
  private final ServerLog log = new ServerLog();
  private final IdentityHashMap<Connection, ServedConnection> connections = new IdentityHashMap<>();
  private @Nullable Server server;
  private LeakWatch.@Nullable Entry watch;
  private final Event stopping = new Event();
  private final Event stopped = new Event();

  private HttpServer(HttpApplication application, HttpServerOptions options) {
    this.loop = CurrentLoop.running();
    this.application = Objects.requireNonNull(application, "application");
    this.options = Objects.requireNonNull(options, "options");
    this.admission = new Admission(options.limits());
    this.date = new DateHeader(loop);
    this.lookout = new Lookout(loop);
    Preloading.start();
  }

  // ---- the start

  /**
   * Starts with the defaults, see {@link #start(HttpApplication, String, int, HttpServerOptions)}.
   */
  public static HttpServer start(HttpApplication application, @Nullable String host, int port)
      throws Exception {
    return start(application, host, port, HttpServerOptions.DEFAULT);
  }

  /**
   * Starts the application, then listens. Suspends.
   *
   * @param host a name or an address, or null for all interfaces
   * @param port 0 for any that is free, see {@link #port}
   * @throws IOException if it cannot listen; the application is shut down again
   * @throws Exception what {@link HttpApplication#startUp} throws
   */
  public static HttpServer start(
      HttpApplication application, @Nullable String host, int port, HttpServerOptions options)
      throws Exception {
    HttpServer started = new HttpServer(application, options);
    started.open(handler -> Streams.serve(handler, host, port, options.streams()));
    return started;
  }

  /**
   * Starts the application, then listens at a Unix socket. Suspends.
   *
   * @throws IOException if it cannot listen; the application is shut down again
   * @throws Exception what {@link HttpApplication#startUp} throws
   */
  public static HttpServer startUnix(
      HttpApplication application, Path path, HttpServerOptions options) throws Exception {
    HttpServer started = new HttpServer(application, options);
    started.open(handler -> Streams.serveUnix(handler, path, options.streams()));
    return started;
  }

  /** Starts to listen. */
  @FunctionalInterface
  private interface Opening {

    Server open(ConnectionHandler handler) throws IOException;
  }

  private void open(Opening opening) throws Exception {
    application.startUp();
    try {
      Server opened = opening.open(new Connections());
      server = opened;
      watch =
          LeakWatch.watch(
              loop,
              this,
              "<HttpServer " + opened + ">",
              () -> opened.addresses().isEmpty(),
              opened::close);
    } catch (Throwable cannotListen) {
      shutDownAfter(cannotListen);
      throw cannotListen;
    }
  }

  private void shutDownAfter(Throwable failure) {
    try {
      application.shutDown();
    } catch (Exception alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }

  /** Serves each connection, and knows it while it does. */
  private final class Connections implements ConnectionHandler {

    @Override
    public void handle(Connection connection) throws IOException {
      ServedConnection served = new ServedConnection(HttpServer.this, connection);
      connections.put(connection, served);
      try {
        served.serve();
      } finally {
        connections.remove(connection);
      }
    }

    @Override
    public void close(Connection connection) {
      ServedConnection served = connections.get(connection);
      if (served == null) {
        connection.writer().close();
      } else {
        served.close();
      }
    }
  }

  // ---- what connections ask

  EventLoop loop() {
    return loop;
  }

  HttpApplication application() {
    return application;
  }

  HttpServerOptions options() {
    return options;
  }

  Admission admission() {
    return admission;
  }

  DateHeader date() {
    return date;
  }

  Lookout lookout() {
    return lookout;
  }

  ServerLog log() {
    return log;
  }

  private Server listening() {
    return Objects.requireNonNull(server);
  }

  // ---- serving

  /** Where it listens, with the ports that the system chose. */
  public List<SocketAddress> addresses() {
    return listening().addresses();
  }

  /**
   * The port at which it listens.
   *
   * @throws IllegalStateException if it is closed, or listens at a Unix socket
   */
  public int port() {
    return listening().port();
  }

  /** Its address for a client on this machine, such as {@code http://localhost:8080}. */
  public String url() {
    String scheme = options.streams().tls() == null ? "http" : "https";
    InetSocketAddress first =
        (InetSocketAddress)
            addresses().stream()
                .filter(InetSocketAddress.class::isInstance)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(this + " listens at no port"));
    String host =
        first.getAddress().isAnyLocalAddress() || first.getAddress().isLoopbackAddress()
            ? "localhost"
            : first.getHostString();
    return scheme + "://" + host + ":" + first.getPort();
  }

  /** How many connections there are. */
  public int connections() {
    return listening().clients().size();
  }

  /**
   * Serves, also if the options have told it to wait with that. Suspends until the server has
   * stopped, with all that belongs to it, or the task is cancelled: then it stops as {@link #close}
   * does, and passes the cancellation on.
   *
   * @throws asyncio.task.CancelledError if the task is cancelled
   */
  public void serveForever() {
    startServing();
    try {
      stopped.await();
    } catch (CancelledError cancelled) {
      close();
      throw cancelled;
    }
  }

  private HttpServer startServing() {
    if (!stopping.isSet()) {
      listening().start();
    }
    return this;
  }

  /**
   * Serves on several loops, each with a thread of its own: on all cores, if there are as many
   * loops. Suspends until the task is cancelled, or one of the servers is stopped or fails; then
   * all are stopped, each as {@link #stop} does, and all threads have ended when this returns. For
   * ports, threads and exceptions see {@link asyncio.Asyncio#serveOnLoops}.
   *
   * <pre>{@code
   * run(() -> HttpServer.serveOnLoops(
   *     4, seconds(10), () -> HttpServer.start(newApplication(), "localhost", 8080)));
   * }</pre>
   *
   * <p>Make an application in {@code start}, so that each loop has its own: it is started and shut
   * down on that loop, once. One that is shared is started as often as there are loops, and must be
   * safe for threads.
   *
   * @param loops how many, at least 1
   * @param patience how long requests may go on when the servers stop
   * @param start starts a server on the loop that runs it; called once on each
   */
  public static void serveOnLoops(int loops, Duration patience, Coroutine<HttpServer> start) {
    Objects.requireNonNull(start, "start");
    ServingLoops.serveAll(loops, patience, () -> start.await().startServing().onItsLoop());
  }

  private ServingLoops.Serving onItsLoop() {
    return new ServingLoops.Serving() {
      @Override
      public void waitClosed() {
        stopping.await();
      }

      @Override
      public void stop(Duration patience) {
        HttpServer.this.stop(patience);
      }
    };
  }

  // ---- the end

  /** Stops within {@link #CLOSE_PATIENCE}, see {@link #stop}. */
  @Override
  public void close() {
    stop(CLOSE_PATIENCE);
  }

  /**
   * Stops gracefully, within a limit of time. Suspends.
   *
   * <ol>
   *   <li>nobody is accepted any more; connections without a request are closed; those with one end
   *       after it;
   *   <li>after {@code patience}, what is still served is logged and cancelled, and its connection
   *       aborted;
   *   <li>the application is shut down.
   * </ol>
   *
   * <p>A second call waits for the end of the first, whatever its own patience: whoever has closed
   * the server may go on and end the loop. A task that is cancelled in the first call goes on to
   * the last steps at once.
   */
  public void stop(Duration patience) {
    Objects.requireNonNull(patience, "patience");
    if (stopping.isSet()) {
      stopped.await();
      return;
    }
    stopping.set();
    try {
      endClients(listening(), patience);
    } finally {
      shutDown();
    }
  }

  private void endClients(Server listening, Duration patience) {
    listening.close();
    Objects.requireNonNull(watch).settle();
    listening.closeClients();
    try {
      awaitEnd(listening, patience);
    } finally {
      cutOff(listening);
    }
  }

  private void awaitEnd(Server listening, Duration patience) {
    try {
      new Timeout(loop.time() + patience.toNanos() / 1e9).run(listening::waitClosed);
    } catch (TimeoutException late) {
      log.stillServing(this, patience);
    }
  }

  /** Whoever does not react to his cancellation is left alone. */
  private void cutOff(Server listening) {
    if (listening.clients().isEmpty()) {
      return;
    }
    listening.abortClients();
    listening.clients().forEach(client -> client.cancel("the server stops"));
    awaitEnd(listening, CUT_OFF_PATIENCE);
  }

  private void shutDown() {
    lookout.end();
    try {
      application.shutDown();
    } catch (Exception failure) {
      log.failedToShutDown(failure);
    } finally {
      stopped.set();
    }
  }

  /** Where it listens, its state and how many it serves. */
  @Override
  public String toString() {
    return "<HttpServer " + server + ", " + admission + ">";
  }
}
