package asyncio.http.client;

import asyncio.http.Body;
import asyncio.http.Header;
import asyncio.http.Headers;
import asyncio.http.websocket.Negotiated;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketClientHandshake;
import asyncio.http.websocket.WebSocketHandshakeException;
import asyncio.http.websocket.WebSocketOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request that is being filled in; each method but {@link #send} returns the request itself. Loop
 * thread only.
 *
 * <pre>{@code
 * session.request("GET", url).param("q", "tea").header("Accept", "text/csv").send();
 * }</pre>
 */
public final class ClientRequest {

  /** How long a server may think about a body that was announced to it: 1 s. */
  public static final Duration EXPECT_PATIENCE = Duration.ofSeconds(1);

  /** A redirect is a response like others. */
  static final int NO_REDIRECTS = -1;

  private final ClientSession session;
  private final String method;
  private final Target target;
  private final StringBuilder query = new StringBuilder();
  private final List<Header> headers = new ArrayList<>(2);
  private final Map<String, String> cookies = new LinkedHashMap<>(0);
  private Body body = Body.EMPTY;
  private ClientTimeouts timeouts;
  private @Nullable Credentials credentials;
  private @Nullable HttpProxy proxy;
  private boolean raiseForStatus;
  private int maxRedirects;
  private boolean forWebSocket;

  ClientRequest(ClientSession session, String method, Target target) {
    this.session = session;
    this.method = Objects.requireNonNull(method, "method");
    this.target = target;
    SessionSettings settings = session.settings();
    this.timeouts = settings.timeouts();
    this.credentials = target.credentials() == null ? settings.credentials() : target.credentials();
    this.proxy = settings.proxy();
    this.raiseForStatus = settings.raiseForStatus();
    this.maxRedirects = settings.maxRedirects();
  }

  /** Adds a parameter to the address; a name may have several values. */
  public ClientRequest param(String name, Object value) {
    query.append(query.isEmpty() ? "" : "&").append(encode(name)).append('=');
    query.append(encode(value.toString()));
    return this;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Adds parameters to the address. */
  public ClientRequest params(Map<String, ?> parameters) {
    parameters.forEach(this::param);
    return this;
  }

  /**
   * Adds a header; it stands for the session's of that name.
   *
   * @throws IllegalArgumentException if it is no header, or one that says how long the body is
   */
  public ClientRequest header(String name, String value) {
    RequestHeads.checkAllowed(name);
    headers.add(new Header(name, value));
    return this;
  }

  /** Adds headers, see {@link #header}. */
  public ClientRequest headers(Headers more) {
    more.forEach(line -> header(line.name(), line.value()));
    return this;
  }

  /**
   * Sends a cookie besides those of the session's jar and of a header {@code Cookie}; it stands for
   * those of the same name. One of a header stands for those of the jar.
   */
  public ClientRequest cookie(String name, String value) {
    cookies.put(name, value);
    return this;
  }

  /** What the request carries. */
  public ClientRequest body(Body newBody) {
    body = Objects.requireNonNull(newBody, "newBody");
    return this;
  }

  /**
   * Asks the server before the body is sent ({@code Expect: 100-continue}): it is sent when the
   * server says so, or nothing for {@link #EXPECT_PATIENCE}; and not at all if the server answers
   * instead. A server that does not know the question (417) gets the request once more without it,
   * if the body can be sent again. aiohttp's {@code expect100}.
   */
  public ClientRequest expectContinue() {
    return header("Expect", "100-continue");
  }

  /** Other times than the session's: {@code timeouts(t -> t.withTotal(seconds(2)))}. */
  public ClientRequest timeouts(UnaryOperator<ClientTimeouts> change) {
    timeouts = change.apply(timeouts);
    return this;
  }

  /** Another limit for the whole request, see {@link ClientTimeouts#total}. */
  public ClientRequest timeout(Duration total) {
    timeouts = timeouts.withTotal(total);
    return this;
  }

  /** Other credentials than the session's, or with null none. */
  public ClientRequest credentials(@Nullable Credentials who) {
    credentials = who;
    return this;
  }

  /** Another proxy than the session's, or with null none. */
  public ClientRequest proxy(@Nullable HttpProxy through) {
    proxy = through;
    return this;
  }

  /** Whether redirects are followed; the session says so by default, and how many. */
  public ClientRequest followRedirects(boolean follow) {
    maxRedirects = follow ? session.settings().maxRedirects() : NO_REDIRECTS;
    return this;
  }

  /**
   * How many redirects are followed; those beyond are a {@link TooManyRedirectsException}.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ClientRequest maxRedirects(int redirects) {
    if (redirects < 0) {
      throw new IllegalArgumentException(
          "the limit of redirects must not be negative, and is "
              + redirects
              + "; use followRedirects(false) to get the redirect itself");
    }
    maxRedirects = redirects;
    return this;
  }

  /** Whether a status of 400 or more is a {@link StatusException}. */
  public ClientRequest raiseForStatus(boolean raise) {
    raiseForStatus = raise;
    return this;
  }

  /**
   * Sends it. See {@link ClientSession} for what holds for requests.
   *
   * @return the response, whose head has come
   */
  public ClientResponse send() throws IOException, ClientTimeoutException {
    return new Sending(session, this).run();
  }

  /**
   * Sends it, a {@code GET}, as a request for a websocket. The websocket is the caller's to close;
   * until then it is one of the session's connections, and closed with the session.
   *
   * @throws WebSocketHandshakeException if the server does not open a websocket
   */
  public WebSocket openWebSocket(WebSocketOptions options)
      throws IOException, ClientTimeoutException {
    WebSocketClientHandshake handshake = WebSocketClientHandshake.start(options);
    headers(handshake.headers());
    forWebSocket = true;
    try (ClientResponse response = send()) {
      Negotiated negotiated = handshake.check(response.head());
      PooledConnection taken = response.exchange().takeConnection();
      return session.webSockets().open(taken, negotiated, options);
    }
  }

  // ---- for whoever sends it

  String method() {
    return method;
  }

  Target target() {
    return query.isEmpty() ? target : target.withQuery(query.toString());
  }

  Headers headers() {
    return Headers.of(headers);
  }

  Map<String, String> cookies() {
    return cookies;
  }

  Body body() {
    return body;
  }

  ClientTimeouts timeouts() {
    return timeouts;
  }

  @Nullable Credentials credentials() {
    return credentials;
  }

  @Nullable HttpProxy proxy() {
    return proxy;
  }

  int maxRedirects() {
    return maxRedirects;
  }

  boolean isForWebSocket() {
    return forWebSocket;
  }

  boolean raisesForStatus() {
    return raiseForStatus;
  }

  @Override
  public String toString() {
    return "<ClientRequest " + method + " " + target + ">";
  }
}
