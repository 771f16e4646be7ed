package asyncio.http.websocket;

import asyncio.http.BrokenMessageException;
import asyncio.http.Headers;

/** A request opens no websocket: for a server, which answers with the status and the headers. */
public final class WebSocketRefusedException extends BrokenMessageException {

  private static final long serialVersionUID = 1L;

  private final transient Headers headers;

  WebSocketRefusedException(int status, Headers headers, String message) {
    super(status, message, null);
    this.headers = headers;
  }

  /** What the answer must have besides its status. */
  public Headers headers() {
    return headers;
  }
}
