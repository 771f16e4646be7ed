package asyncio.task;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The block of a scope that is told how it ends: a timeout or a task group.
 *
 * @param <S> the scope
 * @param <R> what the block returns
 */
@FunctionalInterface
public interface ScopeBody<S, R extends @Nullable Object> {

  /**
   * Runs the block; may suspend.
   *
   * @throws Exception whatever the block throws
   */
  R run(S scope) throws Exception;

  /** A body that returns nothing. */
  static <S> ScopeBody<S, @Nullable Void> of(ScopeAction<S> action) {
    Objects.requireNonNull(action, "action");
    return scope -> {
      action.run(scope);
      return null;
    };
  }
}
