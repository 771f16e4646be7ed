package asyncio.http.client;

import asyncio.http.Headers;
import asyncio.http.HttpException;
import asyncio.http.ResponseHead;
import java.net.URI;

/** The server has answered with a status of 400 or more; aiohttp's {@code ClientResponseError}. */
public final class StatusException extends HttpException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;
  private final transient Headers headers;
  private final URI url;

  StatusException(String method, URI url, ResponseHead head) {
    super(method + " " + url + " was answered with " + head, null);
    this.status = head.status();
    this.reason = head.reason();
    this.headers = head.headers();
    this.url = url;
  }

  /** The status, such as 404. */
  public int status() {
    return status;
  }

  /** The server's words for it; may be empty. */
  public String reason() {
    return reason;
  }

  /** The headers of the response; not kept when the exception is serialized. */
  public Headers headers() {
    return headers;
  }

  /** What was asked for, after redirects. */
  public URI url() {
    return url;
  }
}
