package asyncio.testing;

import asyncio.task.Outcome;

/**
 * A piece of code that {@link CancelEverywhere} cancels at each of its suspensions in turn. A fresh
 * one is made for every trial.
 */
public interface CancelScenario {

  /**
   * The code, which runs as a task of its own; it may start others. What it throws is its outcome.
   *
   * @throws Exception whatever it likes
   */
  void run() throws Exception;

  /**
   * Checks the invariants of this scenario in the loop, when its task has ended.
   *
   * @param outcome how it ended: a failure that is a {@link asyncio.task.CancelledError} if it was
   *     cancelled
   * @throws Exception or an assertion error if an invariant is broken
   */
  default void verify(Outcome<?> outcome) throws Exception {}

  /**
   * Whether tasks and timers may be left when the task has ended; they get a chance to end, but no
   * time of their own beyond that.
   */
  default boolean mayLeaveWorkBehind() {
    return false;
  }
}
