package asyncio.testing;

import static asyncio.Asyncio.getRunningLoop;

import asyncio.task.EventLoop;
import asyncio.task.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A task that moves a manual time, and how far. Loop thread only. */
final class Advance {

  private final VirtualTime time;
  private long targetNanos;
  private @Nullable Future<@Nullable Void> arrival;

  Advance(VirtualTime time) {
    this.time = time;
  }

  void by(Duration duration) {
    check(duration);
    Future<@Nullable Void> arriving = getRunningLoop().createFuture();
    targetNanos = Math.addExact(time.nanos(), duration.toNanos());
    arrival = arriving;
    try {
      arriving.await();
    } finally {
      arrival = null;
    }
  }

  private void check(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "time does not go back, and the duration is " + duration + "; use zero or more");
    }
    if (!time.isManual()) {
      throw new IllegalStateException(
          "advance() moves a manual time, and this one jumps by itself; sleep, or use"
              + " TimeMode.MANUAL");
    }
    if (arrival != null) {
      throw new IllegalStateException(
          "one task at a time advances the time, and another one is at it; let it finish first");
    }
  }

  boolean isUnderWay() {
    return arrival != null;
  }

  /** Everybody waits: goes to the next timer, or to the target. Called on the bare thread. */
  void step(long untilNextTimerNanos) {
    long left = targetNanos - time.nanos();
    if (untilNextTimerNanos >= 0 && untilNextTimerNanos <= left) {
      time.pass(untilNextTimerNanos);
    } else {
      time.pass(left);
      arrive(time.loop());
    }
  }

  private void arrive(EventLoop loop) {
    Future<@Nullable Void> arrived = arrival;
    arrival = null;
    loop.callSoonThreadsafe(
        () -> {
          if (arrived != null && !arrived.done()) {
            arrived.setResult(null);
          }
        });
  }
}
