package asyncio.flow;

import asyncio.task.EventLoop;
import asyncio.task.WaitQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where the tasks of a loop wait for news from other threads. The news itself lies elsewhere: who
 * brings some leaves it there and rings, who waits looks first and looks again when woken.
 *
 * <p>No ring is lost between a look and the wait: it is answered by a callback of the loop, which
 * runs when the task that looked has given way. Rings before the answer count once.
 */
final class Doorbell {

  private final EventLoop loop;
  private final Runnable answer;
  private final WaitQueue waiting = new WaitQueue();
  private final AtomicBoolean rung = new AtomicBoolean();

  /**
   * @param answer called on the loop for each ring that counts, before those who wait are woken
   */
  Doorbell(EventLoop loop, Runnable answer) {
    this.loop = loop;
    this.answer = answer;
  }

  /**
   * Any thread: wakes all who wait.
   *
   * @return false if the loop is closed, and nobody will hear it
   */
  boolean ring() {
    if (loop.isClosed()) {
      return false;
    }
    if (rung.compareAndSet(false, true)) {
      try {
        loop.callSoonThreadsafe(this::wake);
      } catch (IllegalStateException closedMeanwhile) {
        return false;
      }
    }
    return true;
  }

  private void wake() {
    rung.set(false);
    answer.run();
    waiting.wakeAll();
  }

  /** Loop thread: suspends the current task until the next ring. */
  void await(Object subject) {
    waiting.await(subject);
  }

  /** Loop thread: wakes all who wait, at once. */
  void wakeAll() {
    waiting.wakeAll();
  }
}
