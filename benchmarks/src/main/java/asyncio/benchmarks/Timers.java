package asyncio.benchmarks;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.task.TimerHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Schedules timers at random times and cancels nine of ten, which is what timeouts do that are
 * seldom needed. An operation is one timer.
 */
@OperationsPerInvocation(Timers.TIMERS)
public class Timers extends LoopState {

  static final int TIMERS = 1_000_000;

  private final Duration[] delays = randomDelays();
  private final TimerHandle[] handles = new TimerHandle[TIMERS];

  private static Duration[] randomDelays() {
    Random random = new Random(1);
    Duration[] delays = new Duration[TIMERS];
    Arrays.setAll(delays, i -> seconds(10 + 3590 * random.nextDouble()));
    return delays;
  }

  /** The loop then drops the cancelled timers, so that this is paid for too. */
  @Benchmark
  public void scheduleAndCancel() {
    for (int i = 0; i < TIMERS; i++) {
      handles[i] = loop.callLater(delays[i], () -> {});
    }
    for (int i = 0; i < TIMERS; i++) {
      if (i % 10 != 0) {
        handles[i].cancel();
      }
    }
    runOnce();
  }

  /** The next invocation starts with an empty heap. */
  @TearDown(Level.Invocation)
  public void cancelTheRest() {
    for (TimerHandle handle : handles) {
      handle.cancel();
    }
    runOnce();
  }

  private void runOnce() {
    runner.run(() -> sleep(Duration.ZERO));
  }
}
