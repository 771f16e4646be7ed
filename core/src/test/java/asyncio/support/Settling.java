package asyncio.support;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;

import asyncio.task.CallGraph;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Lets the other tasks of the loop run, until something is the case. */
public final class Settling {

  /** However short it is: with nothing else to do, the loop waits for it, and looks around. */
  private static final Duration PAUSE = Duration.ofMillis(1);

  /** Not a time: whoever stops the process for a while does not make it fail. */
  private static final int PAUSES_AT_MOST = 50_000;

  private Settling() {}

  /** Returns when no task or callback but the caller is ready. */
  public static void settle() {
    do {
      sleep(Duration.ZERO);
    } while (getRunningLoop().statistics().ready() > 0);
  }

  /** Returns after the loop has looked at its sockets, which is when it lets go of closed ones. */
  public static void settleSockets() {
    settle();
    sleep(PAUSE);
    settle();
  }

  /**
   * Returns when the condition, which depends on the world outside, holds; fails if it does not.
   */
  public static void settleUntil(String what, BooleanSupplier condition) {
    for (int i = 0; !condition.getAsBoolean(); i++) {
      if (i == PAUSES_AT_MOST) {
        throw new AssertionError("this did not happen: " + what + describeTasks());
      }
      sleep(PAUSE);
    }
  }

  private static String describeTasks() {
    return getRunningLoop().allTasks().stream()
        .map(task -> System.lineSeparator() + CallGraph.capture(task).format().stripTrailing())
        .collect(Collectors.joining());
  }
}
