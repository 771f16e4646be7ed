package asyncio.testing;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a test that takes too long, in real time, and tells what its tasks were doing. It strikes
 * again and again until the test is over, so that what comes after the test (its clean-up, the
 * replay of a failing schedule) has a short while, and then ends as well. Any thread.
 */
final class Deadline implements AutoCloseable {

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("asyncio-test-deadline").factory());

  /**
   * From one strike to the next. A loop that has not reacted by then is in a coroutine that neither
   * ends nor waits.
   */
  private static final long GRACE_MILLIS = 2_000;

  private final Duration limit;
  private final String test;
  private final ScheduledFuture<?> expiry;
  private volatile @Nullable TestLoop running;
  private boolean told;

  Deadline(Duration limit, String test) {
    this.limit = limit;
    this.test = test;
    this.expiry =
        TIMER.scheduleWithFixedDelay(
            this::strike, limit.toMillis(), GRACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The loop on which the test now runs. */
  void watch(TestLoop loop) {
    running = loop;
  }

  private void strike() {
    TestLoop loop = running;
    if (loop != null) {
      if (loop.isEnding()) {
        printOnce(loop);
      } else {
        loop.end(new DeadlineError(describe(loop)));
      }
    }
  }

  private String describe(TestLoop loop) {
    return test
        + " under "
        + loop.seed()
        + " has not ended within "
        + limit
        + "; its tasks:"
        + System.lineSeparator()
        + TaskTree.describe(loop.loop());
  }

  @SuppressWarnings("SystemOut") // the test hangs, and nobody else will say why
  private void printOnce(TestLoop loop) {
    if (!told) {
      told = true;
      System.err.println("The loop does not react, a task does not give way. " + describe(loop));
    }
  }

  @Override
  public void close() {
    expiry.cancel(false);
  }
}
