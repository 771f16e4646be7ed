package asyncio.sync;

import asyncio.task.CancelledError;
import asyncio.task.CurrentLoop;
import asyncio.task.WaitQueue;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock whose holders wait for something to become true and tell each other when it may be, as
 * {@code asyncio.Condition}. Loop thread only.
 *
 * <pre>{@code
 * try (var _ = condition.hold()) {
 *   condition.waitFor(() -> !stock.isEmpty());
 *   …
 * }
 * }</pre>
 *
 * <p>Tasks are notified in the order in which they began to wait, and go on one after another as
 * each gets the lock back. A task may be woken without a notification meant for it: {@link
 * #waitFor} checks again, whoever uses {@link #await} must. Several conditions may share a lock.
 *
 * <p>Java's {@code Object} keeps {@code wait()}, {@code notify()} and {@code notifyAll()} for
 * itself; here they are {@link #await}, {@link #notifyOne} and {@link #notifyEveryone}.
 */
public final class Condition implements Releasable {

  private final Lock lock;
  private final WaitQueue waiters = new WaitQueue();

  /** A condition with a lock of its own. */
  public Condition() {
    this(new Lock());
  }

  /** A condition on a lock that it shares with others. */
  public Condition(Lock lock) {
    this.lock = Objects.requireNonNull(lock, "lock");
  }

  /**
   * What a condition looked like at one moment.
   *
   * @param lock its lock
   * @param waiting how many tasks wait to be notified
   */
  public record Statistics(Lock.Statistics lock, int waiting) {}

  /** Acquires the lock; see {@link Lock#acquire}. */
  public void acquire() {
    lock.acquire();
  }

  /** Acquires the lock until the result is closed; see {@link Lock#hold}. */
  public Held hold() {
    return lock.hold();
  }

  /** Releases the lock; see {@link Lock#release}. */
  @Override
  public void release() {
    lock.release();
  }

  /** Whether the lock is held; see {@link Lock#locked}. */
  public boolean locked() {
    return lock.locked();
  }

  /**
   * Releases the lock, waits for a notification and acquires the lock again; {@code
   * Condition.wait}. Suspends.
   *
   * <p>The task holds the lock again in whatever way this ends, so a cancellation may have to wait
   * for it; of several cancellations the last one comes out. A notification that meets a cancelled
   * task goes to the next one.
   *
   * @throws CancelledError if the task is cancelled
   * @throws IllegalStateException if the lock is not held, or if the caller is not in a task
   */
  public void await() {
    CurrentLoop.requireTask("Condition.await");
    checkLocked("await()");
    lock.release();
    try {
      try {
        waiters.await(this);
      } finally {
        reacquire();
      }
    } catch (CancelledError cancelled) {
      wake(1); // this task may have been notified: somebody else must hear of it
      throw cancelled;
    }
  }

  /** The caller relies on holding the lock, so a cancellation waits until it does. */
  private void reacquire() {
    @Nullable CancelledError cancelled = null;
    while (true) {
      try {
        lock.acquire();
        break;
      } catch (CancelledError again) {
        cancelled = again;
      }
    }
    if (cancelled != null) {
      throw cancelled;
    }
  }

  /**
   * Waits until {@code predicate} holds; {@code Condition.wait_for}. Checks at once, and again
   * after each notification, always with the lock held. Suspends as {@link #await} does, unless it
   * holds already.
   *
   * @throws CancelledError if the task is cancelled
   * @throws IllegalStateException if it has to wait and the lock is not held, or if the caller is
   *     not in a task
   */
  public void waitFor(BooleanSupplier predicate) {
    Objects.requireNonNull(predicate, "predicate");
    while (!predicate.getAsBoolean()) {
      await();
    }
  }

  /** Wakes the task that has waited longest; {@code Condition.notify}. See {@link #notify(int)}. */
  public void notifyOne() {
    notify(1);
  }

  /**
   * Wakes the {@code count} tasks that have waited longest, or fewer if fewer wait; {@code
   * Condition.notify(n)}. They go on when the caller has released the lock. Does not suspend.
   *
   * @throws IllegalArgumentException if {@code count} is negative
   * @throws IllegalStateException if the lock is not held, or if called from another thread while
   *     tasks wait
   */
  public void notify(int count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "notify(count) needs a count of at least 0, and got " + count);
    }
    checkLocked("notify");
    waiters.checkThread("Condition.notify");
    wake(count);
  }

  /** Wakes all who wait; {@code Condition.notify_all}. See {@link #notify(int)}. */
  public void notifyEveryone() {
    notify(Integer.MAX_VALUE);
  }

  private void wake(int count) {
    for (int i = 0; i < count && waiters.wakeNext(); i++) {
      // each call wakes one
    }
  }

  private void checkLocked(String operation) {
    if (!lock.locked()) {
      throw new IllegalStateException(
          operation
              + " needs the lock, and "
              + this
              + " is not held; call it inside try (var _ = condition.hold())");
    }
  }

  /** Lock and line at this moment. */
  public Statistics statistics() {
    return new Statistics(lock.statistics(), waiters.size());
  }

  /** The lock's state and the number of tasks that wait to be notified. */
  @Override
  public String toString() {
    return "<Condition of " + lock + Texts.waiting(waiters) + ">";
  }
}
