package asyncio.task;

/**
 * Code that may suspend and returns nothing; wherever a {@link Coroutine} without a result is
 * meant.
 */
@FunctionalInterface
public interface Action {

  /**
   * Runs the code.
   *
   * @throws Exception whatever the code throws
   */
  void run() throws Exception;
}
