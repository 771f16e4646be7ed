package asyncio.http.client;

import asyncio.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * The connection ended before the response had begun. Whether the server has acted on the request
 * is not known. aiohttp's {@code ServerDisconnectedError}.
 */
public final class ServerDisconnectedException extends HttpException {

  private static final long serialVersionUID = 1L;

  ServerDisconnectedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
