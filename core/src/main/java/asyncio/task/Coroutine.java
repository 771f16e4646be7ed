package asyncio.task;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Code that may suspend: any lambda or method that calls {@code await}, {@code sleep} and the like.
 * It stands for Python's {@code async def}: nothing runs until it is awaited, given to {@code run}
 * or made a task. A plain lambda may be awaited again and again; {@link CoroutineObject} is the
 * one-shot kind.
 *
 * @param <T> the type of the result
 */
@FunctionalInterface
public interface Coroutine<T extends @Nullable Object> extends Awaitable<T> {

  /** A coroutine without a result, from code that returns nothing. */
  static Coroutine<@Nullable Void> of(Action action) {
    Objects.requireNonNull(action, "action");
    return () -> {
      action.run();
      return null;
    };
  }
}
