package asyncio.http;

import java.util.Objects;

/**
 * What comes before the body of a response.
 *
 * @param status between 100 and 599
 * @param reason for people; may be empty
 * @param headers all of them
 */
public record ResponseHead(int status, String reason, Headers headers) {

  /**
   * @throws IllegalArgumentException if there is no such status
   */
  public ResponseHead {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(headers, "headers");
    if (status < 100 || status > 599) {
      throw new IllegalArgumentException(
          "a status lies between 100 and 599, and this one is " + status);
    }
  }

  /** With the usual words for the status. */
  public ResponseHead(int status, Headers headers) {
    this(status, Status.reason(status), headers);
  }

  /** Whether a response with this status never has a body. */
  public boolean isBodiless() {
    return status < 200 || status == 204 || status == 304;
  }

  /** As in the message. */
  @Override
  public String toString() {
    return reason.isEmpty() ? Integer.toString(status) : status + " " + reason;
  }
}
