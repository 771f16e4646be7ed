package asyncio.sync;

import asyncio.task.CurrentLoop;
import asyncio.task.WaitQueue;

/**
 * Lets a number of tasks in at a time, as {@code asyncio.Semaphore}. Loop thread only.
 *
 * <p>Fair: a permit that is released goes to the first in line at once, so that nobody can overtake
 * it. Whoever releases need not have acquired; {@link BoundedSemaphore} checks the number.
 *
 * <pre>{@code
 * try (var _ = semaphore.hold()) {
 *   …                              // may await
 * }
 * }</pre>
 */
public sealed class Semaphore implements Releasable permits BoundedSemaphore {

  private final WaitQueue waiters = new WaitQueue();

  /** Permits that nobody has; those given to woken tasks are taken off already. */
  private int value;

  /** A semaphore with one permit. */
  public Semaphore() {
    this(1);
  }

  /**
   * A semaphore with {@code value} permits.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Semaphore(int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "a semaphore needs an initial value of at least 0, and got " + value);
    }
    this.value = value;
  }

  /**
   * What a semaphore looked like at one moment.
   *
   * @param value permits that are free
   * @param waiting how many tasks are in line
   */
  public record Statistics(int value, int waiting) {}

  /**
   * Takes a permit; {@code Semaphore.acquire}. Suspends unless one is free and nobody waits. If the
   * task is cancelled while it waits, it has none.
   *
   * @throws asyncio.task.CancelledError if the task is cancelled
   * @throws IllegalStateException if the caller is not in a task, or if tasks of another loop wait
   */
  public void acquire() {
    CurrentLoop.requireTask("Semaphore.acquire");
    if (locked()) {
      awaitPermit();
    } else {
      value--;
    }
  }

  private void awaitPermit() {
    try {
      waiters.await(this, () -> value++);
    } finally {
      while (value > 0 && grantNext()) {
        // those who came meanwhile had to wait for their turn, even if there were permits
      }
    }
  }

  private boolean grantNext() {
    boolean woken = waiters.wakeNext();
    if (woken) {
      value--;
    }
    return woken;
  }

  /**
   * Takes a permit until the result is closed; {@code async with semaphore}. Suspends as {@link
   * #acquire} does and throws the same.
   */
  public final Held hold() {
    acquire();
    return new Held(this);
  }

  /**
   * Gives a permit to the first in line, or back; {@code Semaphore.release}. Does not suspend.
   *
   * @throws ArithmeticException if there would be more than {@link Integer#MAX_VALUE}
   * @throws IllegalStateException if called from another thread while tasks wait; nothing happens
   *     then
   */
  @Override
  public void release() {
    waiters.checkThread("Semaphore.release");
    value = Math.incrementExact(value);
    grantNext();
  }

  /** Whether a task that asks now has to wait; {@code Semaphore.locked}. */
  public final boolean locked() {
    return value == 0 || !waiters.isEmpty();
  }

  final int value() {
    return value;
  }

  /** Permits and line at this moment. */
  public final Statistics statistics() {
    return new Statistics(value, waiters.size());
  }

  /** Free permits and number of waiting tasks. */
  @Override
  public String toString() {
    return "<"
        + getClass().getSimpleName()
        + (locked() ? " locked" : " unlocked")
        + ", value "
        + value
        + Texts.waiting(waiters)
        + ">";
  }
}
