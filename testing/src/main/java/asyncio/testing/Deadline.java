package asyncio.testing;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a test that takes too long, in real time, and tells what its tasks were doing. Any thread.
 */
final class Deadline implements AutoCloseable {

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("asyncio-test-deadline").factory());

  /** A loop that does not react is in a coroutine that neither ends nor waits. */
  private static final long REACTION_SECONDS = 2;

  private final Duration limit;
  private final String test;
  private final ScheduledFuture<?> expiry;
  private volatile @Nullable TestLoop running;
  private volatile boolean expired;
  private volatile boolean over;

  Deadline(Duration limit, String test) {
    this.limit = limit;
    this.test = test;
    this.expiry = TIMER.schedule(this::expire, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The loop on which the test now runs. */
  void watch(TestLoop loop) {
    running = loop;
    if (expired) {
      end(loop);
    }
  }

  private void expire() {
    expired = true;
    TestLoop loop = running;
    if (loop != null) {
      end(loop);
    }
  }

  private void end(TestLoop loop) {
    String message =
        test
            + loop.underSchedule()
            + " has not ended within "
            + limit
            + "; its tasks:"
            + System.lineSeparator()
            + TaskTree.describe(loop.loop());
    loop.end(new DeadlineError(message));
    var _ = TIMER.schedule(() -> printUnlessOver(message), REACTION_SECONDS, TimeUnit.SECONDS);
  }

  @SuppressWarnings("SystemOut") // the test hangs, and nobody else will say why
  private void printUnlessOver(String message) {
    if (!over) {
      System.err.println("The loop does not react, a task does not give way. " + message);
    }
  }

  @Override
  public void close() {
    over = true;
    expiry.cancel(false);
  }
}
