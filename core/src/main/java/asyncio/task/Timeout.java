package asyncio.task;

import asyncio.failure.Sneaky;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Limits the time of a block, as {@code asyncio.Timeout}. Loop thread only; used for one block.
 *
 * <p>At the deadline it cancels the task that runs the block, and as the block is left it turns
 * that cancellation, and no other, into a {@link TimeoutException}. A block that does not suspend
 * cannot be interrupted. A cancellation from elsewhere passes unchanged, even if it meets the
 * deadline. If the task's awaited result is there already when the deadline strikes, the result
 * wins (in CPython it is lost).
 */
public final class Timeout {

  private enum State {
    CREATED("created"),
    ENTERED("active"),
    EXPIRING("expiring"),
    EXPIRED("expired"),
    EXITED("finished");

    private final String word;

    State(String word) {
      this.word = word;
    }
  }

  private State state = State.CREATED;
  private @Nullable Double when;
  private @Nullable Task<?> task;
  private @Nullable Handle timer;
  private boolean conceded;
  private int cancelRequestsBefore;

  /**
   * A scope with a deadline on the loop's clock, in seconds, or none with null; see {@link
   * asyncio.Asyncio#timeoutAt}.
   */
  public Timeout(@Nullable Double when) {
    checkNumber(when);
    this.when = when;
  }

  private static void checkNumber(@Nullable Double when) {
    if (when != null && when.isNaN()) {
      throw new IllegalArgumentException(
          "a deadline must be a number of seconds, not NaN; use null for none");
    }
  }

  /**
   * The deadline on the loop's clock, in seconds, or null if there is none; {@code Timeout.when}.
   */
  public @Nullable Double when() {
    return when;
  }

  /** Whether the deadline has struck; {@code Timeout.expired}. */
  public boolean expired() {
    return state == State.EXPIRING || state == State.EXPIRED;
  }

  /**
   * Moves the deadline, or with null removes it; {@code Timeout.reschedule}. One in the past
   * strikes in the next iteration.
   *
   * @throws IllegalArgumentException if {@code newWhen} is NaN
   * @throws IllegalStateException unless the block is running and the deadline has not struck
   */
  public void reschedule(@Nullable Double newWhen) {
    if (state != State.ENTERED) {
      throw new IllegalStateException(
          "a timeout can be rescheduled only inside its block, and this one "
              + (state == State.CREATED
                  ? "has not been entered; give the deadline when you make it"
                  : "is " + state.word + "; make a new one"));
    }
    checkNumber(newWhen);
    when = newWhen;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    if (newWhen != null) {
      EventLoop loop = Objects.requireNonNull(task).getLoop();
      timer =
          newWhen <= loop.time()
              ? loop.callSoon(this::onTimeout)
              : loop.callAt(newWhen, this::onTimeout);
    }
  }

  /**
   * Runs the block. What the block throws comes out unchanged, checked or not.
   *
   * @throws TimeoutException if the deadline struck and the block ended with that cancellation
   * @throws CancelledError if the task was cancelled by somebody else
   * @throws IllegalStateException if this timeout was used before, or outside of a task
   */
  public <R extends @Nullable Object> R run(ScopeBody<? super Timeout, R> body)
      throws TimeoutException {
    Objects.requireNonNull(body, "body");
    enter();
    R result;
    try {
      result = body.run(this);
    } catch (Throwable thrown) {
      Throwable cause = Objects.requireNonNull(task).cancellationBehind(thrown);
      if (exit() && cause instanceof CancelledError) {
        var timedOut = new TimeoutException("the time limit of the block is over");
        timedOut.initCause(cause);
        throw timedOut;
      }
      throw Sneaky.raise(cause);
    }
    exit();
    return result;
  }

  /** Runs a block that does not need its scope; see {@link #run(ScopeBody)}. */
  public <R extends @Nullable Object> R run(Coroutine<R> block) throws TimeoutException {
    Objects.requireNonNull(block, "block");
    return run((Timeout scope) -> block.await());
  }

  /** Runs a block without a result; see {@link #run(ScopeBody)}. */
  public void run(Action block) throws TimeoutException {
    run(Coroutine.of(block));
  }

  private void enter() {
    if (state != State.CREATED) {
      throw new IllegalStateException(
          "a timeout is good for one block, and this one has already been entered; make a new one");
    }
    Task<?> current = Task.current("a timeout");
    state = State.ENTERED;
    task = current;
    cancelRequestsBefore = current.cancelling();
    reschedule(when);
  }

  /** Leaves the block; true if nobody but this timeout wants the task cancelled. */
  private boolean exit() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    if (state == State.EXPIRING) {
      state = State.EXPIRED;
      return Objects.requireNonNull(task).uncancel() <= cancelRequestsBefore;
    }
    state = State.EXITED;
    return false;
  }

  private void onTimeout() {
    Task<?> timed = Objects.requireNonNull(task);
    if (timed.hasOutcomeWaiting()
        && !conceded) { // let it take its result; should it wait again, it is cancelled there
      conceded = true;
      timer = timed.getLoop().callSoon(this::onTimeout);
      return;
    }
    timer = null;
    state = State.EXPIRING;
    timed.cancel();
  }

  @Override
  public String toString() {
    return "<Timeout [" + state.word + "]" + (state == State.ENTERED ? " when=" + when : "") + ">";
  }
}
