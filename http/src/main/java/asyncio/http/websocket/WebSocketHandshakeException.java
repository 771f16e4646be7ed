package asyncio.http.websocket;

import asyncio.http.BrokenMessageException;
import asyncio.http.Headers;

/** A request or an answer does not open a websocket; aiohttp's {@code WSServerHandshakeError}. */
public final class WebSocketHandshakeException extends BrokenMessageException {

  private static final long serialVersionUID = 1L;

  private final transient Headers headers;

  WebSocketHandshakeException(int status, Headers headers, String message) {
    super(status, message, null);
    this.headers = headers;
  }

  /** What a server adds to its refusal. */
  public Headers headers() {
    return headers;
  }
}
