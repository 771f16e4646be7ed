package asyncio.task;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The future that {@code asyncio.shield} returns: follows the inner one, but its own cancellation
 * stays outside.
 */
public final class Shield<T extends @Nullable Object> extends Future<T> {

  /**
   * One object for all shields, so that a future shielded several times reports a late failure
   * once.
   */
  private static final Consumer<Future<?>> LATE_FAILURE = Shield::reportLateFailure;

  private final Future<T> inner;

  private Shield(Future<T> inner) {
    super(inner.getLoop());
    this.inner = inner;
  }

  /** See {@link asyncio.Asyncio#shield}. */
  public static <T extends @Nullable Object> Future<T> shield(Awaitable<T> awaitable) {
    Objects.requireNonNull(awaitable, "awaitable");
    Future<T> inner = Futures.ensureFuture(awaitable, Futures.loopOf(List.of(awaitable), "shield"));
    if (inner.done()) {
      return inner;
    }
    Shield<T> outer = new Shield<>(inner);
    Consumer<Future<T>> follow = outer::follow;
    inner.whenDone(follow);
    outer.whenDone(
        done -> {
          if (!inner.done()) {
            inner.removeDoneCallback(follow);
            inner.removeDoneCallback(LATE_FAILURE);
            inner.whenDone(LATE_FAILURE);
          }
        });
    return outer;
  }

  private void follow(Future<T> ended) {
    if (done()) {
      return;
    }
    if (ended.cancelled()) {
      cancel();
      return;
    }
    Throwable failure = ended.exception();
    if (failure == null) {
      completeWithResult(ended.result());
    } else {
      completeWithException(failure);
    }
  }

  private static void reportLateFailure(Future<?> inner) {
    if (inner.cancelled()) {
      return;
    }
    Throwable failure = inner.exception();
    if (failure != null) {
      inner
          .getLoop()
          .callExceptionHandler(
              ErrorContext.of(failure.getClass().getSimpleName() + " exception in shielded future")
                  .with("exception", failure)
                  .with("future", inner));
    }
  }

  @Override
  Collection<? extends Future<?>> dependencies() {
    return List.of(inner);
  }
}
