package asyncio.http.client;

import java.io.IOException;

/**
 * No secure connection: the server is not to be trusted, does not trust us, or speaks no TLS.
 * aiohttp's {@code ClientSSLError}.
 */
public final class TlsException extends CannotConnectException {

  private static final long serialVersionUID = 1L;

  TlsException(Destination destination, IOException cause) {
    super(destination, String.valueOf(cause.getMessage()), cause);
  }
}
