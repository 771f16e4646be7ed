package asyncio.task;

import org.jspecify.annotations.Nullable;

/**
 * Anything that can be waited for: a {@link Coroutine} (a lambda), a {@link Future} or a {@link
 * Task}. Whatever takes an awaitable takes all three, as in asyncio.
 *
 * @param <T> the type of the outcome
 */
@FunctionalInterface
public interface Awaitable<T extends @Nullable Object> {

  /**
   * Waits for the outcome, as Python's {@code await}: suspends the current task, not the loop,
   * unless the outcome is there already.
   *
   * @throws Exception the very exception with which the awaited work failed
   * @throws CancelledError if it, or the task that waits for it, was cancelled
   */
  T await() throws Exception;
}
