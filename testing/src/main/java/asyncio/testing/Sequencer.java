package asyncio.testing;

import asyncio.task.CurrentLoop;
import asyncio.task.WaitQueue;

/**
 * Makes blocks of several tasks run in a given order, whatever the schedule: the block with
 * position 0 first, the one with position 1 when that is left, and so on. Tasks of one loop.
 *
 * <pre>{@code
 * try (var _ = sequencer.at(1)) {
 *   // runs when the block at 0 has ended
 * }
 * }</pre>
 */
public final class Sequencer {

  private final WaitQueue waiting = new WaitQueue();
  private int next;
  private boolean entered;
  private boolean broken;

  /** A sequence at its beginning. */
  public Sequencer() {}

  /** A block that runs at its turn; leave it with {@code close}. */
  public interface Turn extends AutoCloseable {

    /** Ends the block: the next position may begin. Does not suspend. */
    @Override
    void close();
  }

  /**
   * Suspends until all earlier positions have been left. A cancellation breaks the sequence, for
   * those who wait or come later would wait for ever.
   *
   * @param position from 0; each is entered once
   * @throws IllegalStateException if the position was entered before, if the sequence is broken, or
   *     if the caller is not in a task
   */
  public Turn at(int position) {
    CurrentLoop.requireTask("Sequencer.at");
    boolean reached = false;
    try {
      while (next < position && !broken) {
        waiting.await(this);
      }
      reached = true;
    } finally {
      if (!reached) {
        breakUp();
      }
    }
    enter(position);
    return this::leave;
  }

  private void enter(int position) {
    if (broken) {
      throw new IllegalStateException(
          "the sequence is broken: a task that waited in it was cancelled; end the test there");
    }
    if (next > position || entered) {
      throw new IllegalStateException(
          "each position is entered once, and " + position + " was before; number the blocks");
    }
    entered = true;
  }

  private void leave() {
    if (entered) {
      entered = false;
      next++;
      waiting.wakeAll();
    }
  }

  private void breakUp() {
    broken = true;
    waiting.wakeAll();
  }

  /** Which position is next. */
  @Override
  public String toString() {
    return "<Sequencer at " + next + (broken ? " broken>" : ">");
  }
}
