package asyncio.task;

import asyncio.loop.Ready;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.sleep}. */
public final class Sleep {

  private Sleep() {}

  /** See {@link asyncio.Asyncio#sleep(Duration)}. */
  public static void sleep(Duration delay) {
    Task<?> task = Task.current("sleep");
    long nanos = Times.toNanos(delay);
    if (nanos <= 0) {
      task.yieldNow();
      return;
    }
    EventLoop loop = task.getLoop();
    Future<@Nullable Void> wakeup = new Future<>(loop);
    Alarm alarm = new Alarm(wakeup);
    loop.scheduler().timers().add(Times.after(loop.scheduler().nanos(), nanos), alarm);
    try {
      task.await(wakeup);
      wakeup.result();
    } finally {
      if (!alarm.rang) {
        alarm.sleeper = null;
        loop.scheduler().timers().noteCancelled();
      }
    }
  }

  /**
   * Completes the sleeper's future when due; the sleeper runs one iteration later, as in CPython.
   */
  private static final class Alarm extends Ready {

    private @Nullable Future<@Nullable Void> sleeper;
    private boolean rang;

    Alarm(Future<@Nullable Void> sleeper) {
      this.sleeper = sleeper;
    }

    @Override
    protected void run() {
      rang = true;
      Future<@Nullable Void> waiting = sleeper;
      if (waiting != null && !waiting.done()) {
        waiting.completeWithResult(null);
      }
    }

    @Override
    protected boolean cancelled() {
      return sleeper == null;
    }
  }
}
