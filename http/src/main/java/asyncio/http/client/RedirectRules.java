package asyncio.http.client;

import asyncio.http.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Where a redirect leads, and with which method; RFC 9110, section 15.4, as browsers read it. */
final class RedirectRules {

  private RedirectRules() {}

  /**
   * Where to go on, or null if the response is no redirect.
   *
   * @throws InvalidUrlException if no request can go there
   */
  static @Nullable Target next(Target from, ResponseHead response) throws InvalidUrlException {
    String location = isRedirect(response.status()) ? response.headers().get("location") : null;
    if (location == null || location.isEmpty()) {
      return null;
    }
    try {
      return Target.of(UrlText.resolve(from.uri(), location));
    } catch (IllegalArgumentException e) {
      throw new InvalidUrlException(location, String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /** The method to go on with; if it changes, the body is left out. */
  static String method(int status, String method) {
    boolean becomesGet =
        switch (status) {
          case 301, 302 -> method.equals("POST");
          case 303 -> !method.equals("HEAD");
          default -> false;
        };
    return becomesGet ? "GET" : method;
  }
}
