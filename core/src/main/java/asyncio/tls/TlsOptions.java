package asyncio.tls;

import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * How to make one connection secure: the keyword arguments of asyncio that begin with {@code ssl},
 * and {@code server_hostname}. Immutable.
 *
 * @param context whom to trust, what to show, what to speak
 * @param serverHostname for clients: which server is meant, as its certificate must say, and as it
 *     is told (SNI); null or empty if none is
 * @param handshakeTimeout how long the handshake may take
 * @param shutdownTimeout how long the goodbye may take
 */
public record TlsOptions(
    TlsContext context,
    @Nullable String serverHostname,
    Duration handshakeTimeout,
    Duration shutdownTimeout) {

  /** Of asyncio: 60 seconds. */
  public static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(60);

  /** Of asyncio: 30 seconds. */
  public static final Duration DEFAULT_SHUTDOWN_TIMEOUT = Duration.ofSeconds(30);

  /**
   * @throws IllegalArgumentException if a time is not positive
   */
  public TlsOptions {
    Objects.requireNonNull(context, "context");
    checkPositive("handshake", handshakeTimeout);
    checkPositive("shutdown", shutdownTimeout);
  }

  private static void checkPositive(String name, Duration timeout) {
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException(
          "the TLS " + name + " timeout should be a positive time, and is " + timeout);
    }
  }

  /** For a client that means this server, with the default times. */
  public static TlsOptions client(TlsContext context, String serverHostname) {
    return new TlsOptions(
        context, serverHostname, DEFAULT_HANDSHAKE_TIMEOUT, DEFAULT_SHUTDOWN_TIMEOUT);
  }

  /** For a server, with the default times. */
  public static TlsOptions server(TlsContext context) {
    return new TlsOptions(context, null, DEFAULT_HANDSHAKE_TIMEOUT, DEFAULT_SHUTDOWN_TIMEOUT);
  }

  /** A copy with other times. */
  public TlsOptions withTimeouts(Duration handshake, Duration shutdown) {
    return new TlsOptions(context, serverHostname, handshake, shutdown);
  }

  /** A copy for a client that means this server, unless it names one already. */
  public TlsOptions forHost(String host) {
    return serverHostname == null
        ? new TlsOptions(context, host, handshakeTimeout, shutdownTimeout)
        : this;
  }

  SSLEngine clientEngine(int port) {
    String host = serverHostname == null ? "" : serverHostname;
    if (host.isEmpty() && context.checksHostname()) {
      throw new IllegalArgumentException(
          "a TLS client must say which server it means, so that its certificate can be checked, and"
              + " serverHostname is "
              + (serverHostname == null ? "null" : "empty")
              + "; give it, or switch the check off with"
              + " TlsContext.builder().withoutHostnameCheck()");
    }
    return context.clientEngine(host, port);
  }
}
