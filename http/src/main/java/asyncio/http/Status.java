package asyncio.http;

import org.eclipse.jetty.http.HttpStatus;

/** What the numbers of responses mean. */
public final class Status {

  private Status() {}

  /** The usual words for a status, such as {@code Not Found}; empty for one that has none. */
  public static String reason(int status) {
    HttpStatus.Code code = HttpStatus.getCode(status);
    return code == null ? "" : code.getMessage();
  }
}
