package asyncio.stream;

import asyncio.net.ListenOptions;
import asyncio.net.Server;
import asyncio.tls.TlsContext;
import asyncio.tls.TlsOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to serve.
 *
 * @param limit how many bytes a line or a part may have, see {@link StreamReader#readUntil}
 * @param listen how to listen
 * @param startServing whether to accept connections at once, or only when {@link
 *     Server#startServing} or {@link Server#serveForever} is called
 * @param tls how to make connections secure, before the handler sees them; null not to
 */
public record ServerOptions(
    int limit, ListenOptions listen, boolean startServing, @Nullable TlsOptions tls) {

  /** A limit of 64 KiB, plain listening, at once, no TLS. */
  public static final ServerOptions DEFAULT =
      new ServerOptions(StreamReader.DEFAULT_LIMIT, ListenOptions.DEFAULT, true, null);

  /**
   * @throws IllegalArgumentException if the limit is not positive
   */
  public ServerOptions {
    StreamReader.checkLimit(limit);
    Objects.requireNonNull(listen, "listen");
  }

  /** A copy with another limit. */
  public ServerOptions withLimit(int newLimit) {
    return new ServerOptions(newLimit, listen, startServing, tls);
  }

  /** A copy with another way to listen. */
  public ServerOptions withListen(ListenOptions newListen) {
    return new ServerOptions(limit, newListen, startServing, tls);
  }

  /** A copy that accepts at once, or later. */
  public ServerOptions withStartServing(boolean atOnce) {
    return new ServerOptions(limit, listen, atOnce, tls);
  }

  /** A copy for secure connections. */
  public ServerOptions withTls(TlsContext context) {
    return withTls(TlsOptions.server(context));
  }

  /** A copy for secure connections, as these options say. */
  public ServerOptions withTls(TlsOptions newTls) {
    return new ServerOptions(limit, listen, startServing, newTls);
  }
}
