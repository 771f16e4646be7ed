package asyncio.task;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The block of a scope that is told how it ends: a timeout, a task group, a context manager.
 *
 * @param <S> the scope, or what entering it gives
 * @param <R> what the block returns
 */
@FunctionalInterface
public interface ScopeBody<S extends @Nullable Object, R extends @Nullable Object> {

  /**
   * Runs the block; may suspend.
   *
   * @throws Exception whatever the block throws
   */
  R run(S scope) throws Exception;

  /** A body that returns nothing. */
  static <S extends @Nullable Object> ScopeBody<S, @Nullable Void> of(ScopeAction<S> action) {
    Objects.requireNonNull(action, "action");
    return scope -> {
      action.run(scope);
      return null;
    };
  }
}
