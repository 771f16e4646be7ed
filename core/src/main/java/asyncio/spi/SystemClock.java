package asyncio.spi;

/**
 * Counts from a near origin, so that seconds as a {@code double} stay exact to the nanosecond for a
 * hundred days. Any thread.
 */
final class SystemClock implements Clock {

  static final SystemClock INSTANCE = new SystemClock();

  private final long origin = System.nanoTime();

  private SystemClock() {}

  @Override
  public long nanos() {
    return System.nanoTime() - origin;
  }
}
