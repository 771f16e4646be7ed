package asyncio.stream;

import asyncio.net.ConnectOptions;
import java.util.Objects;

/**
 * How to open a connection.
 *
 * @param limit how many bytes a line or a part may have, see {@link StreamReader#readUntil}
 * @param connect how to reach the host; Unix sockets have no use for it
 */
public record ConnectionOptions(int limit, ConnectOptions connect) {

  /** A limit of 64 KiB, one address after the other. */
  public static final ConnectionOptions DEFAULT =
      new ConnectionOptions(StreamReader.DEFAULT_LIMIT, ConnectOptions.DEFAULT);

  /**
   * @throws IllegalArgumentException if the limit is not positive
   */
  public ConnectionOptions {
    StreamReader.checkLimit(limit);
    Objects.requireNonNull(connect, "connect");
  }

  /** A copy with another limit. */
  public ConnectionOptions withLimit(int newLimit) {
    return new ConnectionOptions(newLimit, connect);
  }

  /** A copy with another way to reach the host. */
  public ConnectionOptions withConnect(ConnectOptions newConnect) {
    return new ConnectionOptions(limit, newConnect);
  }
}
