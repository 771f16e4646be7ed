package asyncio.task;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where a cancelled task waits, as {@code asyncio.CancelledError}.
 *
 * <p>It is an {@link Error} so that {@code catch (Exception e)} does not swallow a cancellation.
 * Clean up in {@code finally}, or catch and rethrow it. It carries no stack trace (unwinding is
 * frequent and cheap that way); {@link #getMessage} is what was given to {@code cancel}. What
 * try-with-resources fails to close on the way is kept as {@linkplain #getSuppressed suppressed}.
 */
public final class CancelledError extends Error {

  private static final long serialVersionUID = 1;

  /** A cancellation without a message. */
  public CancelledError() {
    this(null);
  }

  /** A cancellation with the message that was given to {@code cancel}, if any. */
  public CancelledError(@Nullable String message) {
    this(message, null);
  }

  /** A cancellation by an interrupt, with what the interrupted call threw. */
  CancelledError(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause, true, false);
  }

  /**
   * What code of the current task threw; but if that comes of the interrupt by which a cancellation
   * ended a blocking call (fast engine), whatever the call made of it, the cancellation itself. For
   * scopes that treat a cancelled block differently from a failed one. Any thread.
   */
  public static Throwable behind(Throwable thrown) {
    Task<?> task = Task.currentOrNull();
    return task == null ? thrown : task.cancellationBehind(thrown);
  }
}
