package asyncio.http.client;

import asyncio.http.Body;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketHandshakeException;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.http.wire.Preloading;
import asyncio.leak.LeakWatch;
import asyncio.task.CancelledError;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.tls.TlsContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests, and keeps what they share: connections, cookies, settings; aiohttp's {@code
 * ClientSession}. An application needs one. Loop thread only.
 *
 * <pre>{@code
 * try (ClientSession session = new ClientSession();
 *     ClientResponse response = session.get("https://example.org/")) {
 *   IO.println(response.status() + " " + response.text());
 * }
 * }</pre>
 *
 * <p>Of every method that makes a request:
 *
 * <ul>
 *   <li>it <b>suspends</b> until the head of the response has come, redirects followed;
 *   <li>a cancelled request leaves nothing behind: its connection is closed, as the answer to it
 *       may still come;
 *   <li>requests that find all connections in use get one in the order of their arrival;
 *   <li>it throws {@link ClientTimeoutException} if a {@linkplain ClientTimeouts time} is over, an
 *       {@link asyncio.http.HttpException} (see the tree in the {@linkplain asyncio.http.client
 *       package}) or another {@link IOException} if it fails, and {@link IllegalStateException} if
 *       the session is closed.
 * </ul>
 *
 * The response has to be closed, unless it was read to its end.
 */
public final class ClientSession implements AutoCloseable {

  /** How long {@link #close} waits at most: 5 s. */
  public static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private static final Pattern WEBSOCKET_SCHEME =
      Pattern.compile("^ws(s?):", Pattern.CASE_INSENSITIVE);

  private final EventLoop loop = CurrentLoop.running();
  private final SessionSettings settings;
  private final ConnectionPool pool;
  private final OpenWebSockets webSockets;
  private final LeakWatch.Entry open;
  private long requests;

  /**
   * With the defaults, for the running loop.
   *
   * @throws IllegalStateException if no loop runs the caller
   */
  public ClientSession() {
    this(builder());
  }

  private ClientSession(ClientSessionBuilder defaults) {
    this(defaults.settings(), defaults.pool(), defaults.tls());
  }

  ClientSession(SessionSettings settings, PoolOptions options, @Nullable TlsContext tls) {
    this.settings = settings;
    this.pool = new ConnectionPool(loop, options, new Dialer(loop, tls));
    this.webSockets = new OpenWebSockets(pool);
    ConnectionPool mine = pool;
    this.open =
        LeakWatch.watch(
            loop, this, "<ClientSession " + mine + ">", mine::isClosed, () -> mine.close());
    Preloading.start();
  }

  /** For a session with other settings. */
  public static ClientSessionBuilder builder() {
    return new ClientSessionBuilder();
  }

  EventLoop loop() {
    return loop;
  }

  SessionSettings settings() {
    return settings;
  }

  ConnectionPool pool() {
    return pool;
  }

  OpenWebSockets webSockets() {
    return webSockets;
  }

  long nextNumber() {
    return ++requests;
  }

  // ---- requests

  /**
   * A request to be filled in, and sent.
   *
   * @param method in capitals
   * @param url absolute, or relative to the session's base address; what must be written as percent
   *     signs may be written as it is
   * @throws InvalidUrlException if no request can go there, as its scheme is not {@code http} or
   *     {@code https}
   */
  public ClientRequest request(String method, String url) throws InvalidUrlException {
    pool.checkOpen();
    return new ClientRequest(this, method, resolve(url));
  }

  private Target resolve(String url) throws InvalidUrlException {
    Target base = settings.base();
    if (base == null) {
      return Target.parse(url);
    }
    try {
      return Target.of(UrlText.resolve(base.uri(), url)).knowing(base);
    } catch (IllegalArgumentException e) {
      throw new InvalidUrlException(url, String.valueOf(e.getMessage()), e);
    }
  }

  /** {@code GET}: what is there. */
  public ClientResponse get(String url) throws IOException, ClientTimeoutException {
    return request("GET", url).send();
  }

  /** {@code HEAD}: only the head of what {@link #get} gives. */
  public ClientResponse head(String url) throws IOException, ClientTimeoutException {
    return request("HEAD", url).send();
  }

  /** {@code OPTIONS}: what may be asked. */
  public ClientResponse options(String url) throws IOException, ClientTimeoutException {
    return request("OPTIONS", url).send();
  }

  /** {@code DELETE}. */
  public ClientResponse delete(String url) throws IOException, ClientTimeoutException {
    return request("DELETE", url).send();
  }

  /** {@code POST}: sends something to be processed. */
  public ClientResponse post(String url, Body body) throws IOException, ClientTimeoutException {
    return request("POST", url).body(body).send();
  }

  /** {@code POST} without a body. */
  public ClientResponse post(String url) throws IOException, ClientTimeoutException {
    return post(url, Body.EMPTY);
  }

  /** {@code PUT}: sends what shall be there. */
  public ClientResponse put(String url, Body body) throws IOException, ClientTimeoutException {
    return request("PUT", url).body(body).send();
  }

  /** {@code PUT} without a body. */
  public ClientResponse put(String url) throws IOException, ClientTimeoutException {
    return put(url, Body.EMPTY);
  }

  /** {@code PATCH}: sends what shall be changed. */
  public ClientResponse patch(String url, Body body) throws IOException, ClientTimeoutException {
    return request("PATCH", url).body(body).send();
  }

  /** {@code PATCH} without a body. */
  public ClientResponse patch(String url) throws IOException, ClientTimeoutException {
    return patch(url, Body.EMPTY);
  }

  /** Opens a websocket with the defaults, see {@link #webSocket(String, WebSocketOptions)}. */
  public WebSocket webSocket(String url) throws IOException, ClientTimeoutException {
    return webSocket(url, WebSocketOptions.DEFAULT);
  }

  /**
   * Opens a websocket; {@code ClientSession.ws_connect}. Suspends until the server has agreed. The
   * websocket is the caller's to close; until then it is one of the session's connections. For
   * headers, credentials and so on, see {@link ClientRequest#openWebSocket}.
   *
   * @param url of scheme {@code ws} or {@code wss}, or {@code http} or {@code https}, or relative
   * @throws WebSocketHandshakeException if the server does not open a websocket
   */
  public WebSocket webSocket(String url, WebSocketOptions options)
      throws IOException, ClientTimeoutException {
    return request("GET", WEBSOCKET_SCHEME.matcher(url).replaceFirst("http$1:"))
        .openWebSocket(options);
  }

  // ---- state

  /** How many connections are in use by a request, a response or a websocket. */
  public int connectionsInUse() {
    return pool.inUse();
  }

  /** How many connections wait to be used again. */
  public int idleConnections() {
    return pool.idle();
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return pool.isClosed();
  }

  // ---- the end

  /**
   * Closes the session. Suspends while servers do not say goodbye, for {@link #CLOSE_PATIENCE} at
   * most; who does not is logged. A second call does nothing.
   *
   * <ol>
   *   <li>no request is made any more;
   *   <li>requests and responses that are under way fail, their connections are cut;
   *   <li>websockets say that they go away, and connections that are idle are closed in good order.
   * </ol>
   *
   * A task that is cancelled in here cuts what is left.
   */
  @Override
  public void close() {
    if (pool.isClosed()) {
      return;
    }
    double deadline = loop.time() + CLOSE_PATIENCE.toNanos() / 1e9;
    webSockets.startClosing();
    List<PooledConnection> ending = pool.close();
    open.settle();
    try {
      webSockets.awaitEnd(deadline);
      ending.forEach(connection -> awaitEnd(connection, deadline));
    } catch (CancelledError cancelled) {
      webSockets.abort();
      ending.forEach(PooledConnection::abort);
      throw cancelled;
    }
  }

  private void awaitEnd(PooledConnection connection, double deadline) {
    double left = Math.max(0, deadline - loop.time());
    try {
      connection.connection().close(Duration.ofNanos((long) (left * 1e9)));
    } catch (IOException failure) {
      System.getLogger("asyncio.http")
          .log(
              System.Logger.Level.WARNING,
              "a connection of the session has not ended as it should: " + failure.getMessage());
    }
  }

  /** How many connections it has. */
  @Override
  public String toString() {
    return "<ClientSession " + (isClosed() ? "closed" : pool) + ">";
  }
}
