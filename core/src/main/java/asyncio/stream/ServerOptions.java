package asyncio.stream;

import asyncio.net.ListenOptions;
import java.util.Objects;

/**
 * How to serve.
 *
 * @param limit how many bytes a line or a part may have, see {@link StreamReader#readUntil}
 * @param listen how to listen
 * @param startServing whether to accept connections at once, or only when {@link
 *     Server#startServing} or {@link Server#serveForever} is called
 */
public record ServerOptions(int limit, ListenOptions listen, boolean startServing) {

  /** A limit of 64 KiB, plain listening, at once. */
  public static final ServerOptions DEFAULT =
      new ServerOptions(StreamReader.DEFAULT_LIMIT, ListenOptions.DEFAULT, true);

  /**
   * @throws IllegalArgumentException if the limit is not positive
   */
  public ServerOptions {
    StreamReader.checkLimit(limit);
    Objects.requireNonNull(listen, "listen");
  }

  /** A copy with another limit. */
  public ServerOptions withLimit(int newLimit) {
    return new ServerOptions(newLimit, listen, startServing);
  }

  /** A copy with another way to listen. */
  public ServerOptions withListen(ListenOptions newListen) {
    return new ServerOptions(limit, newListen, startServing);
  }

  /** A copy that accepts at once, or later. */
  public ServerOptions withStartServing(boolean atOnce) {
    return new ServerOptions(limit, listen, atOnce);
  }
}
