package asyncio.http;

import java.util.Objects;

/**
 * What comes before the body of a request.
 *
 * @param method in capitals, such as {@code GET}
 * @param target as in the message: mostly a path with its query
 * @param headers all of them
 */
public record RequestHead(String method, String target, Headers headers) {

  /**
   * @throws IllegalArgumentException if the method is not a token, or the target is empty or has
   *     spaces or control characters
   */
  public RequestHead {
    Objects.requireNonNull(headers, "headers");
    if (!Header.isToken(method)) {
      throw new IllegalArgumentException(
          "a method is a word such as GET, and this one is '" + Header.escaped(method) + "'");
    }
    if (!isTarget(target)) {
      throw new IllegalArgumentException(
          "the target of a request must not be empty, nor have spaces, control characters or such"
              + " beyond ASCII, and is '"
              + Header.escaped(target)
              + "'; encode them with percent signs");
    }
  }

  private static boolean isTarget(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        return false;
      }
    }
    return !target.isEmpty();
  }

  /** As in the message. */
  @Override
  public String toString() {
    return method + " " + target;
  }
}
