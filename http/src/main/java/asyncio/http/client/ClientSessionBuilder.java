package asyncio.http.client;

import asyncio.http.Headers;
import asyncio.http.Json;
import asyncio.tls.TlsContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How a {@link ClientSession} is to be; each method returns the builder itself. */
public final class ClientSessionBuilder {

  private static final long MAX_BODY_BYTES = 100L << 20;
  private static final int MAX_REDIRECTS = 10;
  private static final Headers HEADERS =
      Headers.of(
          "User-Agent",
          "asyncio-http",
          "Accept",
          "*/*",
          "Accept-Encoding",
          ContentCodings.ACCEPTED);

  private @Nullable Target base;
  private Headers headers = HEADERS;
  private ClientTimeouts timeouts = ClientTimeouts.DEFAULT;
  private @Nullable CookieJar cookies = new CookieJar();
  private @Nullable Credentials credentials;
  private @Nullable HttpProxy proxy;
  private @Nullable Path unixSocket;
  private @Nullable TlsContext tls;
  private ClientTrace trace = ClientTrace.NONE;
  private Json json = Json.DEFAULT;
  private PoolOptions pool = PoolOptions.DEFAULT;
  private long maxBodyBytes = MAX_BODY_BYTES;
  private int maxRedirects = MAX_REDIRECTS;
  private boolean raiseForStatus;

  ClientSessionBuilder() {}

  /**
   * What relative addresses of requests are relative to, by the rules for links: {@code
   * https://example.org/api/} and {@code users} give {@code https://example.org/api/users}. A user
   * and password in it are the credentials of every request to the same scheme, host and port, and
   * of no other.
   *
   * @throws InvalidUrlException if no request can go there
   */
  public ClientSessionBuilder baseUrl(String url) throws InvalidUrlException {
    base = Target.parse(url);
    return this;
  }

  /**
   * Headers of every request; they stand for those of the same name that a session sends by itself:
   * {@code User-Agent}, {@code Accept} and {@code Accept-Encoding}. A request's own stand for them,
   * and credentials for {@code Authorization}.
   *
   * @param namesAndValues each name followed by its value
   * @throws IllegalArgumentException if they are no headers, or say how long a body is
   */
  public ClientSessionBuilder headers(String... namesAndValues) {
    return headers(Headers.of(namesAndValues));
  }

  /** Headers of every request; see {@link #headers(String...)}. */
  public ClientSessionBuilder headers(Headers more) {
    more.forEach(line -> RequestHeads.checkAllowed(line.name()));
    headers = headers.overriddenBy(more);
    return this;
  }

  /** Time limits of every request: {@code timeouts(t -> t.withTotal(seconds(10)))}. */
  public ClientSessionBuilder timeouts(UnaryOperator<ClientTimeouts> change) {
    timeouts = change.apply(timeouts);
    return this;
  }

  /**
   * How many connections there are at once; 100 by default.
   *
   * @param connections 0 for any number
   * @throws IllegalArgumentException if it is negative
   */
  public ClientSessionBuilder limit(int connections) {
    pool = pool.withLimit(connections);
    return this;
  }

  /**
   * How many connections there are at once to the same host and port; any number by default.
   *
   * @param connections 0 for any number
   * @throws IllegalArgumentException if it is negative
   */
  public ClientSessionBuilder limitPerHost(int connections) {
    pool = pool.withLimitPerHost(connections);
    return this;
  }

  /**
   * How long a connection is kept for another request; 15 s by default.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public ClientSessionBuilder keepAlive(Duration idleTime) {
    pool = pool.withKeepAlive(idleTime);
    return this;
  }

  /** Where cookies are kept; a jar of the session's own by default. */
  public ClientSessionBuilder cookies(CookieJar jar) {
    cookies = Objects.requireNonNull(jar, "jar");
    return this;
  }

  /** Cookies of servers are ignored. */
  public ClientSessionBuilder withoutCookies() {
    cookies = null;
    return this;
  }

  /** What proves to every server who asks. */
  public ClientSessionBuilder credentials(Credentials who) {
    credentials = Objects.requireNonNull(who, "who");
    return this;
  }

  /** What every request goes through. */
  public ClientSessionBuilder proxy(HttpProxy through) {
    proxy = Objects.requireNonNull(through, "through");
    return this;
  }

  /** All connections go to this Unix socket, whatever host the address names. */
  public ClientSessionBuilder unixSocket(Path socket) {
    unixSocket = Objects.requireNonNull(socket, "socket");
    return this;
  }

  /** Whom to trust, and what to show; by default those whom the system's authorities vouch for. */
  public ClientSessionBuilder tls(TlsContext context) {
    tls = Objects.requireNonNull(context, "context");
    return this;
  }

  /** Hears what requests do. */
  public ClientSessionBuilder trace(ClientTrace listener) {
    trace = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /** How JSON is read. */
  public ClientSessionBuilder json(Json mapping) {
    json = Objects.requireNonNull(mapping, "mapping");
    return this;
  }

  /**
   * How many bytes a body may have, unpacked, when it is read as a whole; 100 MiB by default.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ClientSessionBuilder maxBodyBytes(long bytes) {
    checkNotNegative("bytes of a body", bytes);
    maxBodyBytes = bytes;
    return this;
  }

  /**
   * How many redirects are followed, one after the other; 10 by default.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ClientSessionBuilder maxRedirects(int redirects) {
    checkNotNegative("redirects", redirects);
    maxRedirects = redirects;
    return this;
  }

  private static void checkNotNegative(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "the limit of " + what + " must not be negative, and is " + value);
    }
  }

  /** Whether a status of 400 or more is a {@link StatusException}; not by default. */
  public ClientSessionBuilder raiseForStatus(boolean raise) {
    raiseForStatus = raise;
    return this;
  }

  /**
   * The session, for the running loop.
   *
   * @throws IllegalStateException if no loop runs the caller
   */
  public ClientSession build() {
    return new ClientSession(settings(), pool, tls);
  }

  SessionSettings settings() {
    return new SessionSettings(
        base,
        headers,
        timeouts,
        cookies,
        credentials,
        proxy,
        unixSocket,
        trace,
        json,
        maxBodyBytes,
        maxRedirects,
        raiseForStatus);
  }

  PoolOptions pool() {
    return pool;
  }

  @Nullable TlsContext tls() {
    return tls;
  }
}
