package asyncio.testing;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;

import java.time.Duration;

/** Lets a loop come to rest before it is asked what is left. */
final class Settling {

  /** Who is ready once more after so many turns never rests. */
  private static final int TURNS_AT_MOST = 10_000;

  private Settling() {}

  /**
   * What is about to end may do so, and what has come in from outside is taken, but nobody gets
   * time. Suspends.
   */
  static void settle() {
    for (int turns = 0; turns < TURNS_AT_MOST; turns++) {
      if (getRunningLoop().statistics().ready() == 0) {
        return;
      }
      sleep(Duration.ZERO);
    }
  }
}
