package asyncio.http.client;

import asyncio.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * There was no way to the server, or to the proxy before it; nothing was sent. aiohttp's {@code
 * ClientConnectorError}.
 */
public class CannotConnectException extends HttpException {

  private static final long serialVersionUID = 1L;

  CannotConnectException(Destination destination, String problem, @Nullable Throwable cause) {
    super("cannot connect to " + destination + ": " + problem, cause);
  }
}
