package asyncio.sync;

import asyncio.task.CurrentLoop;
import asyncio.task.WaitQueue;

/**
 * A flag that tasks wait for, as {@code asyncio.Event}. Loop thread only.
 *
 * <p>{@link #set} lets everyone go who waits at that moment, in the order in which they came, even
 * if {@link #clear} follows at once.
 */
public final class Event {

  private final WaitQueue waiters = new WaitQueue();
  private boolean set;

  /** An event that is not set. */
  public Event() {}

  /**
   * What an event looked like at one moment.
   *
   * @param set whether it was set
   * @param waiting how many tasks are in line
   */
  public record Statistics(boolean set, int waiting) {}

  /** Whether it is set; {@code Event.is_set}. */
  public boolean isSet() {
    return set;
  }

  /**
   * Sets it and wakes all who wait; {@code Event.set}. Does nothing if it is set.
   *
   * @throws IllegalStateException if called from another thread while tasks wait; nothing happens
   *     then
   */
  public void set() {
    waiters.checkThread("Event.set");
    if (!set) {
      set = true;
      waiters.wakeAll();
    }
  }

  /** Makes later callers of {@link #await} wait again; {@code Event.clear}. */
  public void clear() {
    set = false;
  }

  /**
   * Waits until it is set; {@code Event.wait}, which Java's {@code Object} keeps for itself.
   * Suspends unless it is set. Cancellation leaves nothing behind.
   *
   * @throws asyncio.task.CancelledError if the task is cancelled
   * @throws IllegalStateException if the caller is not in a task, or if tasks of another loop wait
   */
  public void await() {
    CurrentLoop.requireTask("Event.await");
    if (!set) {
      waiters.await(this);
    }
  }

  /** State and line at this moment. */
  public Statistics statistics() {
    return new Statistics(set, waiters.size());
  }

  /** State and number of waiting tasks. */
  @Override
  public String toString() {
    return "<Event " + (set ? "set" : "unset") + Texts.waiting(waiters) + ">";
  }
}
