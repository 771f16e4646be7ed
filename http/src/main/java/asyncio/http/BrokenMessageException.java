package asyncio.http;

import org.jspecify.annotations.Nullable;

/**
 * What came is not HTTP, or ended before it was complete; aiohttp's {@code ClientPayloadError} and
 * {@code ServerDisconnectedError}'s neighbour.
 */
public class BrokenMessageException extends HttpException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * A failure.
   *
   * @param status with which a server answers it, such as 400
   */
  public BrokenMessageException(int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** With which a server answers it, such as 400. */
  public int status() {
    return status;
  }
}
