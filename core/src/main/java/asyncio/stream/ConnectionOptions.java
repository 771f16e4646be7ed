package asyncio.stream;

import asyncio.net.ConnectOptions;
import asyncio.tls.TlsContext;
import asyncio.tls.TlsOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to open a connection.
 *
 * @param limit how many bytes a line or a part may have, see {@link StreamReader#readUntil}
 * @param connect how to reach the host; Unix sockets have no use for it
 * @param tls how to make the connection secure, or null not to; the server that is meant is the
 *     host unless another is named
 */
public record ConnectionOptions(int limit, ConnectOptions connect, @Nullable TlsOptions tls) {

  /** A limit of 64 KiB, one address after the other, no TLS. */
  public static final ConnectionOptions DEFAULT =
      new ConnectionOptions(StreamReader.DEFAULT_LIMIT, ConnectOptions.DEFAULT, null);

  /**
   * @throws IllegalArgumentException if the limit is not positive
   */
  public ConnectionOptions {
    StreamReader.checkLimit(limit);
    Objects.requireNonNull(connect, "connect");
  }

  /** A copy with another limit. */
  public ConnectionOptions withLimit(int newLimit) {
    return new ConnectionOptions(newLimit, connect, tls);
  }

  /** A copy with another way to reach the host. */
  public ConnectionOptions withConnect(ConnectOptions newConnect) {
    return new ConnectionOptions(limit, newConnect, tls);
  }

  /** A copy for a secure connection to a server that the system's authorities vouch for. */
  public ConnectionOptions withTls() {
    return withTls(TlsContext.forClient());
  }

  /** A copy for a secure connection. */
  public ConnectionOptions withTls(TlsContext context) {
    return withTls(
        new TlsOptions(
            context,
            null,
            TlsOptions.DEFAULT_HANDSHAKE_TIMEOUT,
            TlsOptions.DEFAULT_SHUTDOWN_TIMEOUT));
  }

  /** A copy for a secure connection, as these options say. */
  public ConnectionOptions withTls(TlsOptions newTls) {
    return new ConnectionOptions(limit, connect, newTls);
  }

  /** The options for TLS with this host, unless they name a server already; null for none. */
  @Nullable TlsOptions tlsWith(String host) {
    return tls == null ? null : tls.forHost(host);
  }
}
