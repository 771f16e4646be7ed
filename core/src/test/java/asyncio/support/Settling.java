package asyncio.support;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;

import java.time.Duration;

/** Lets the other tasks run until each of them waits. */
public final class Settling {

  private Settling() {}

  /** Returns when no task or callback but the caller is ready. */
  public static void settle() {
    do {
      sleep(Duration.ZERO);
    } while (getRunningLoop().statistics().ready() > 0);
  }
}
