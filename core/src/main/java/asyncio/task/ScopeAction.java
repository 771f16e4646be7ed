package asyncio.task;

import org.jspecify.annotations.Nullable;

/**
 * The block of a scope, without a result.
 *
 * @param <S> the scope, or what entering it gives
 */
@FunctionalInterface
public interface ScopeAction<S extends @Nullable Object> {

  /**
   * Runs the block; may suspend.
   *
   * @throws Exception whatever the block throws
   */
  void run(S scope) throws Exception;
}
