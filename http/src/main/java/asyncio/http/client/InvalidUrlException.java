package asyncio.http.client;

import asyncio.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * An address that no request can be sent to: it is none, or its scheme is neither {@code http} nor
 * {@code https}. aiohttp's {@code InvalidURL}.
 */
public final class InvalidUrlException extends HttpException {

  private static final long serialVersionUID = 1L;

  InvalidUrlException(String url, String problem, @Nullable Throwable cause) {
    super("'" + url + "' is no address for a request: " + problem, cause);
  }
}
