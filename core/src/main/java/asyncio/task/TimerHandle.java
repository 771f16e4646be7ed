package asyncio.task;

import asyncio.context.Context;

/** A callback that was scheduled for a moment, as {@code asyncio.TimerHandle}. Loop thread only. */
public final class TimerHandle extends Handle {

  private final long dueNanos;
  private boolean inHeap = true;

  TimerHandle(EventLoop loop, long dueNanos, Runnable callback, Context context) {
    super(loop, callback, context);
    this.dueNanos = dueNanos;
  }

  /** When it is due, in seconds on the loop's clock; {@code TimerHandle.when}. */
  public double when() {
    return Times.toSeconds(dueNanos);
  }

  @Override
  public void cancel() {
    if (inHeap && !cancelled() && !loop().isClosed()) {
      loop().scheduler().timers().noteCancelled();
    }
    super.cancel();
  }

  @Override
  protected void leftTimers() {
    inHeap = false;
  }

  @Override
  void describe(StringBuilder text) {
    text.append(" when=").append(when());
  }
}
