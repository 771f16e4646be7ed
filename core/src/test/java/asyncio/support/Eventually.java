package asyncio.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread does in its own time. Platform threads only: it blocks. */
public final class Eventually {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long PAUSE_NANOS = 1_000_000;

  private Eventually() {}

  /** Returns when the condition holds; fails if it does not come true. */
  public static void eventually(String what, BooleanSupplier condition) {
    eventually(() -> "this did not happen: " + what, condition);
  }

  /** Returns when the condition holds; fails with a text made then if it does not come true. */
  static void eventually(Supplier<String> complaint, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("after " + LIMIT.toSeconds() + " s: " + complaint.get());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Returns when the condition, which depends on a garbage collection, holds. */
  public static void eventuallyCollected(String what, BooleanSupplier condition) {
    eventually(
        what,
        () -> {
          System.gc();
          return condition.getAsBoolean();
        });
  }
}
