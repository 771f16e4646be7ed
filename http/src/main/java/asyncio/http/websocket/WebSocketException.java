package asyncio.http.websocket;

import asyncio.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * A websocket went wrong, or is closed; aiohttp's {@code WebSocketError} and {@code
 * ClientConnectionResetError}.
 */
public final class WebSocketException extends HttpException {

  private static final long serialVersionUID = 1L;

  private final int closeCode;

  WebSocketException(int closeCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.closeCode = closeCode;
  }

  /** Why, see {@link CloseCode}; {@link CloseCode#LOST} if the connection has just ended. */
  public int closeCode() {
    return closeCode;
  }
}
