package asyncio.http;

/** A part of a message is longer than its limit. */
public final class TooLargeException extends BrokenMessageException {

  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param status with which a server answers it: 413, 414 or 431
   */
  public TooLargeException(int status, String message) {
    super(status, message, null);
  }
}
