package asyncio.http.client;

import java.time.Duration;

/** Times as people read them. */
final class Durations {

  private Durations() {}

  static String text(Duration duration) {
    return text(duration.toNanos() / 1e9);
  }

  /** Such as {@code 0.25 s}, to the millisecond. */
  static String text(double seconds) {
    double rounded = Math.round(seconds * 1000) / 1000.0;
    return (rounded == Math.rint(rounded) ? Long.toString((long) rounded) : rounded) + " s";
  }
}
