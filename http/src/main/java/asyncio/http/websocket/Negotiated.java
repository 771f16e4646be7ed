package asyncio.http.websocket;

import org.jspecify.annotations.Nullable;

/**
 * What both ends have agreed upon in the handshake.
 *
 * @param subprotocol one of those that the client has offered, or null
 * @param extensions as in the server's {@code Sec-WebSocket-Extensions}; empty without
 */
public record Negotiated(@Nullable String subprotocol, String extensions) {

  /** No subprotocol, and no compression. */
  public static final Negotiated NOTHING = new Negotiated(null, "");
}
