package asyncio.sync;

import asyncio.task.CurrentLoop;

/**
 * Holds tasks until a number of them has come, then lets them go together, round after round, as
 * {@code asyncio.Barrier}. Loop thread only.
 *
 * <p>Tasks pass in the order in which they came. Who comes while a round still leaves waits for the
 * next one. A task that is cancelled while it waits is simply missing: one more has to come.
 */
public final class Barrier {

  private enum State {
    FILLING,
    DRAINING,
    RESETTING,
    BROKEN
  }

  private final int parties;
  private final Condition condition = new Condition();
  private State state = State.FILLING;
  private int count;

  /**
   * A barrier for {@code parties} tasks.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public Barrier(int parties) {
    if (parties < 1) {
      throw new IllegalArgumentException("a barrier needs at least 1 party, and got " + parties);
    }
    this.parties = parties;
  }

  /**
   * What a barrier looked like at one moment.
   *
   * @param parties how many tasks make a round
   * @param waiting how many have come
   * @param broken whether it was aborted
   */
  public record Statistics(int parties, int waiting, boolean broken) {}

  /**
   * Waits until all parties of this round have come; {@code Barrier.wait}, which Java's {@code
   * Object} keeps for itself. Suspends, but for the last one. Cancellation leaves the barrier
   * unbroken, with one party less.
   *
   * @return the place in the order of arrival, from 0; that of a task which is cancelled is given
   *     again, as in CPython
   * @throws BrokenBarrierError if the barrier is aborted, or reset or aborted meanwhile
   * @throws asyncio.task.CancelledError if the task is cancelled
   * @throws IllegalStateException if the caller is not in a task, or if tasks of another loop wait
   */
  public int await() {
    CurrentLoop.requireTask("Barrier.await");
    try (var _ = condition.hold()) {
      awaitOwnRound();
      int index = count++;
      try {
        if (index + 1 == parties) {
          changeTo(State.DRAINING);
        } else {
          awaitTheOthers();
        }
        return index;
      } finally {
        count--;
        endRoundIfLast();
      }
    }
  }

  private void awaitOwnRound() {
    condition.waitFor(() -> state == State.FILLING || state == State.BROKEN);
    if (state == State.BROKEN) {
      throw new BrokenBarrierError("the barrier was aborted; reset() makes it usable again");
    }
  }

  private void awaitTheOthers() {
    condition.waitFor(() -> state != State.FILLING);
    if (state == State.BROKEN || state == State.RESETTING) {
      throw new BrokenBarrierError(
          state == State.BROKEN
              ? "the barrier was aborted while this task waited for it"
              : "the barrier was reset while this task waited for it");
    }
  }

  private void endRoundIfLast() {
    if (count == 0 && (state == State.RESETTING || state == State.DRAINING)) {
      changeTo(State.FILLING);
    }
  }

  private void changeTo(State next) {
    state = next;
    condition.notifyEveryone();
  }

  /**
   * Turns away who waits, with {@link BrokenBarrierError}, and makes the barrier usable again;
   * {@code Barrier.reset}. May suspend for the barrier's own lock.
   *
   * @throws asyncio.task.CancelledError if the task is cancelled
   * @throws IllegalStateException if the caller is not in a task
   */
  public void reset() {
    try (var _ = condition.hold()) {
      changeTo(count > 0 ? State.RESETTING : State.FILLING);
    }
  }

  /**
   * Turns away who waits and who comes, with {@link BrokenBarrierError}, until {@link #reset};
   * {@code Barrier.abort}. May suspend for the barrier's own lock.
   *
   * @throws asyncio.task.CancelledError if the task is cancelled
   * @throws IllegalStateException if the caller is not in a task
   */
  public void abort() {
    try (var _ = condition.hold()) {
      changeTo(State.BROKEN);
    }
  }

  /** How many tasks make a round; {@code Barrier.parties}. */
  public int parties() {
    return parties;
  }

  /** How many have come to the round that fills; {@code Barrier.n_waiting}. */
  public int nWaiting() {
    return state == State.FILLING ? count : 0;
  }

  /** Whether it was aborted; {@code Barrier.broken}. */
  public boolean broken() {
    return state == State.BROKEN;
  }

  /** State at this moment. */
  public Statistics statistics() {
    return new Statistics(parties, nWaiting(), broken());
  }

  /** State and number of tasks that have come. */
  @Override
  public String toString() {
    return "<Barrier "
        + state.name().toLowerCase(java.util.Locale.ROOT)
        + " "
        + count
        + "/"
        + parties
        + ">";
  }
}
