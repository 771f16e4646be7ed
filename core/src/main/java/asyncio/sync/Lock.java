package asyncio.sync;

import asyncio.task.CancelledError;
import asyncio.task.CurrentLoop;
import asyncio.task.Task;
import asyncio.task.WaitQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lets one task at a time in, as {@code asyncio.Lock}. Loop thread only.
 *
 * <p>Fair: tasks get it in the order in which they asked, and a newcomer does not overtake a task
 * that was woken and has not run yet. Not reentrant: a task that asks again for what it holds waits
 * for itself. Any task may release it.
 *
 * <pre>{@code
 * try (var _ = lock.hold()) {
 *   …                              // may await
 * }
 * }</pre>
 */
public final class Lock implements Releasable {

  private final WaitQueue waiters = new WaitQueue();
  private @Nullable Task<?> holder;

  /** A free lock. */
  public Lock() {}

  /**
   * What a lock looked like at one moment.
   *
   * @param holder the name of the task that acquired it last, or null if it is free
   * @param waiting how many tasks are in line
   */
  public record Statistics(@Nullable String holder, int waiting) {}

  /**
   * Acquires it; {@code Lock.acquire}. Suspends unless it is free and nobody waits. If the task is
   * cancelled while it waits, it does not hold the lock.
   *
   * @throws CancelledError if the task is cancelled
   * @throws IllegalStateException if the caller is not in a task, or if tasks of another loop use
   *     the lock
   */
  public void acquire() {
    Task<?> task = CurrentLoop.requireTask("Lock.acquire");
    if (holder != null || !waiters.isEmpty()) {
      checkLoop(task);
      awaitTurn();
    }
    holder = task;
  }

  private void checkLoop(Task<?> task) {
    Task<?> present = holder;
    if (present != null && present.getLoop() != task.getLoop()) {
      throw new IllegalStateException(
          this
              + " is bound to a different event loop, whose task holds it; give each loop one of"
              + " its own");
    }
  }

  private void awaitTurn() {
    try {
      waiters.await(this);
    } catch (CancelledError cancelled) {
      if (holder == null) {
        waiters.wakeFirst();
      }
      throw cancelled;
    }
  }

  /**
   * Acquires it until the result is closed; {@code async with lock}. Suspends as {@link #acquire}
   * does and throws the same.
   */
  public Held hold() {
    acquire();
    return new Held(this);
  }

  /**
   * Releases it and wakes the first in line; {@code Lock.release}. Until that one runs the lock is
   * free, but nobody else gets it.
   *
   * @throws IllegalStateException if it is not held, or if called from another thread while tasks
   *     wait; nothing happens then
   */
  @Override
  public void release() {
    if (holder == null) {
      throw new IllegalStateException(
          "release() needs a lock that is held, and " + this + " is not; acquire it first");
    }
    waiters.checkThread("Lock.release");
    holder = null;
    waiters.wakeFirst();
  }

  /** Whether it is held; {@code Lock.locked}. */
  public boolean locked() {
    return holder != null;
  }

  /** Holder and line at this moment. */
  public Statistics statistics() {
    return new Statistics(holder == null ? null : holder.getName(), waiters.size());
  }

  /** State, holder and number of waiting tasks. */
  @Override
  public String toString() {
    return "<Lock "
        + (holder == null ? "unlocked" : "locked by " + holder.getName())
        + Texts.waiting(waiters)
        + ">";
  }
}
