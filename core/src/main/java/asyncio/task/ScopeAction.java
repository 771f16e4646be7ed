package asyncio.task;

/**
 * The block of a scope, without a result.
 *
 * @param <S> the scope
 */
@FunctionalInterface
public interface ScopeAction<S> {

  /**
   * Runs the block; may suspend.
   *
   * @throws Exception whatever the block throws
   */
  void run(S scope) throws Exception;
}
