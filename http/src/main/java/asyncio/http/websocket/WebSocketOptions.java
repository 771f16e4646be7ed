package asyncio.http.websocket;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to talk over a websocket.
 *
 * @param subprotocols what a client offers, or a server accepts, the best first
 * @param compression whether messages are compressed if the other end wants it, too
 * @param maxMessageBytes how many bytes a message that comes may have, uncompressed, else the
 *     websocket is closed with {@link CloseCode#MESSAGE_TOO_LARGE}
 * @param heartbeat how often to ask whether the peer is alive, and how long it has to answer; null
 *     for never
 * @param closeTimeout how long closing takes at most
 * @param origins for servers: the pages whose scripts may connect, such as {@code
 *     https://example.org}, and {@code *} for all; empty for those of the server itself. Clients
 *     that are no browsers name none, and are let in
 */
public record WebSocketOptions(
    List<String> subprotocols,
    boolean compression,
    int maxMessageBytes,
    @Nullable Duration heartbeat,
    Duration closeTimeout,
    List<String> origins) {

  /** No subprotocol, compression, 4 MiB, no heartbeat, 10 s to close, pages of the server only. */
  public static final WebSocketOptions DEFAULT =
      new WebSocketOptions(List.of(), true, 4 << 20, null, Duration.ofSeconds(10), List.of());

  /**
   * @throws IllegalArgumentException if a limit or a time is not positive
   */
  public WebSocketOptions {
    subprotocols = List.copyOf(subprotocols);
    origins = List.copyOf(origins);
    if (maxMessageBytes <= 0) {
      throw new IllegalArgumentException(
          "the limit of a message must be at least 1 byte, and is " + maxMessageBytes);
    }
    checkTime("the time to close", Objects.requireNonNull(closeTimeout, "closeTimeout"));
    if (heartbeat != null) {
      checkTime("the time between heartbeats", heartbeat);
    }
  }

  private static void checkTime(String what, Duration time) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException(what + " must be positive, and is " + time);
    }
  }

  /** A copy with other subprotocols. */
  public WebSocketOptions withSubprotocols(String... newSubprotocols) {
    return new WebSocketOptions(
        List.of(newSubprotocols), compression, maxMessageBytes, heartbeat, closeTimeout, origins);
  }

  /** A copy with or without compression. */
  public WebSocketOptions withCompression(boolean newCompression) {
    return new WebSocketOptions(
        subprotocols, newCompression, maxMessageBytes, heartbeat, closeTimeout, origins);
  }

  /** A copy with another limit of a message. */
  public WebSocketOptions withMaxMessageBytes(int newBytes) {
    return new WebSocketOptions(
        subprotocols, compression, newBytes, heartbeat, closeTimeout, origins);
  }

  /** A copy with another time between heartbeats, or null for none. */
  public WebSocketOptions withHeartbeat(@Nullable Duration newHeartbeat) {
    return new WebSocketOptions(
        subprotocols, compression, maxMessageBytes, newHeartbeat, closeTimeout, origins);
  }

  /** A copy with another time to close. */
  public WebSocketOptions withCloseTimeout(Duration newTimeout) {
    return new WebSocketOptions(
        subprotocols, compression, maxMessageBytes, heartbeat, newTimeout, origins);
  }

  /** A copy with other pages whose scripts may connect. */
  public WebSocketOptions withOrigins(String... newOrigins) {
    return new WebSocketOptions(
        subprotocols, compression, maxMessageBytes, heartbeat, closeTimeout, List.of(newOrigins));
  }
}
