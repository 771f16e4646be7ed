package asyncio.resource;

import asyncio.task.ScopeAction;
import org.jspecify.annotations.Nullable;

/**
 * Where the block of a context manager hands over to the body; see {@link
 * asyncio.Asyncio#contextManager}. Used by the block's own task.
 *
 * @param <T> what the body gets
 */
public final class ContextScope<T extends @Nullable Object> {

  private final ScopeAction<? super T> body;
  private boolean yielded;
  private @Nullable Throwable failure;
  private @Nullable IllegalStateException secondYield;

  ContextScope(ScopeAction<? super T> body) {
    this.body = body;
  }

  /**
   * Runs the body, and returns when it has ended; Python's {@code yield} in an {@code
   * asynccontextmanager}. Suspends where the body does.
   *
   * @param value what the body gets
   * @throws Exception how the body failed. Caught here, and not thrown on, it is swallowed
   * @throws asyncio.task.CancelledError if the body was cancelled
   * @throws IllegalStateException at the second call; the whole block then fails with it
   */
  @SuppressWarnings("NamedLikeContextualKeyword") // Python's word; it is called on a scope anyway
  public void yield(T value) throws Exception {
    if (yielded) {
      secondYield =
          new IllegalStateException(
              "the block of a context manager yields exactly once, and this one didn't stop: it"
                  + " yields a second time, "
                  + value
                  + "; leave the loop, or return, after the first");
      throw secondYield;
    }
    yielded = true;
    failure = Failures.of(() -> body.run(value));
    if (failure != null) {
      throw Failures.raise(failure);
    }
  }

  /** Runs the block around the body. */
  void run(ScopeAction<ContextScope<T>> block) {
    Throwable ending = Failures.of(() -> block.run(this));
    if (ending == null) {
      ending = yielded ? secondYield : didNotYield();
    }
    if (ending != null) {
      throw Failures.raise(Failures.replacing(failure, ending));
    }
  }

  private static IllegalStateException didNotYield() {
    return new IllegalStateException(
        "the block of a context manager yields exactly once, and this one didn't yield; call"
            + " scope.yield(value) on every way through it, or throw");
  }
}
