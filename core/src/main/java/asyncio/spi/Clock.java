package asyncio.spi;

/** The time of a loop. Called on the loop's thread and, for {@link #nanos}, from any thread. */
@FunctionalInterface
public interface Clock {

  /** Nanoseconds since some fixed moment; never goes back. */
  long nanos();

  /** The time since the JVM loaded this class, from {@link System#nanoTime}. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}
