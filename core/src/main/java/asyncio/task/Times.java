package asyncio.task;

import java.time.Duration;
import java.util.Objects;

/** Durations and seconds in and out of the nanoseconds that the loop counts. */
final class Times {

  private static final double NANOS_PER_SECOND = 1e9;

  private Times() {}

  static double toSeconds(long nanos) {
    return nanos / NANOS_PER_SECOND;
  }

  /** Seconds on the loop's clock; what lies beyond 292 years is the end of time. */
  static long toNanos(double seconds) {
    if (Double.isNaN(seconds)) {
      throw new IllegalArgumentException(
          "a time must be a number of seconds, not NaN; count from loop.time()");
    }
    return Math.round(seconds * NANOS_PER_SECOND);
  }

  /** Like {@link Duration#toNanos}, with 292 years standing for everything longer. */
  static long toNanos(Duration duration) {
    Objects.requireNonNull(duration, "duration");
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** {@code now + delay} without overflow. */
  static long after(long nowNanos, long delayNanos) {
    long sum = nowNanos + delayNanos;
    return delayNanos > 0 && sum < nowNanos ? Long.MAX_VALUE : sum;
  }
}
