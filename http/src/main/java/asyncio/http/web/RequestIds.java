package asyncio.http.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names for requests, to find them again in logs. They are no secrets. */
final class RequestIds {

  static final String HEADER = "X-Request-Id";

  /** What cannot harm a log. */
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestIds() {}

  /** The one that came with the request, if it is sane, else a new one. */
  static String choose(@Nullable String received) {
    return received != null && SANE.matcher(received).matches() ? received : next();
  }

  private static String next() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
