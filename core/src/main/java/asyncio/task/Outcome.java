package asyncio.task;

import org.jspecify.annotations.Nullable;

/**
 * How one of several awaitables ended: what {@code gather(…, return_exceptions=True)} puts into its
 * list.
 *
 * @param <T> the type of a result
 */
public sealed interface Outcome<T extends @Nullable Object> {

  /** It returned {@code value}. */
  record Success<T extends @Nullable Object>(T value) implements Outcome<T> {}

  /** It threw {@code exception}, which is a {@link CancelledError} if it was cancelled. */
  record Failure<T extends @Nullable Object>(Throwable exception) implements Outcome<T> {}

  /** The outcome of a future that is done. */
  static <T extends @Nullable Object> Outcome<T> of(Future<T> future) {
    if (future.cancelled()) {
      return new Failure<>(
          future.throwable() instanceof CancelledError error ? error : new CancelledError());
    }
    Throwable exception = future.exception();
    return exception == null ? new Success<>(future.result()) : new Failure<>(exception);
  }
}
