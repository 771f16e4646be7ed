package asyncio.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.jetty.http.HttpDateTime;
import org.jspecify.annotations.Nullable;

/** Moments as headers tell them, in full seconds: {@code Tue, 02 Jan 2024 03:04:05 GMT}. */
public final class HttpDate {

  /** Java's own format for this, which Jetty takes, has days of one digit, which HTTP has not. */
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  /** As in a header. */
  public static String format(Instant moment) {
    return FORMAT.format(moment);
  }

  /** The moment that a header tells, also in the older formats; null if it tells none. */
  public static @Nullable Instant parse(String text) {
    try {
      return HttpDateTime.parse(text).toInstant();
    } catch (DateTimeException | IllegalArgumentException noDate) {
      return null;
    }
  }
}
