package asyncio.http.websocket;

import asyncio.http.HttpException;
import asyncio.http.ResponseHead;

/**
 * A server opens no websocket, or does it wrongly: for a client; aiohttp's {@code
 * WSServerHandshakeError}.
 */
public final class WebSocketHandshakeException extends HttpException {

  private static final long serialVersionUID = 1L;

  private final transient ResponseHead answer;

  WebSocketHandshakeException(ResponseHead answer, String message) {
    super(message, null);
    this.answer = answer;
  }

  /** What the server has answered; its status is 101 if it has opened one wrongly. */
  public ResponseHead answer() {
    return answer;
  }
}
