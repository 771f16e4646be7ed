package asyncio.support;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Lets the other tasks of the loop run, until something is the case. */
public final class Settling {

  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final double LIMIT_SECONDS = 20;

  private Settling() {}

  /** Returns when no task or callback but the caller is ready. */
  public static void settle() {
    do {
      sleep(Duration.ZERO);
    } while (getRunningLoop().statistics().ready() > 0);
  }

  /**
   * Returns when the condition, which depends on the world outside, holds; fails if it does not.
   */
  public static void settleUntil(String what, BooleanSupplier condition) {
    double end = getRunningLoop().time() + LIMIT_SECONDS;
    while (!condition.getAsBoolean()) {
      if (getRunningLoop().time() > end) {
        throw new AssertionError("after " + LIMIT_SECONDS + " s this did not happen: " + what);
      }
      sleep(PAUSE);
    }
  }
}
