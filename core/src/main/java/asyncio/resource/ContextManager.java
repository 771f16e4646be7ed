package asyncio.resource;

import asyncio.task.ScopeAction;
import org.jspecify.annotations.Nullable;

/**
 * What a block is run in: entered before and left after it, in whatever way the block ends.
 * Python's {@code async with} and its {@code __aenter__} and {@code __aexit__}; as both may
 * suspend, it is the plain {@code with} too. Run a block in one with {@link asyncio.Asyncio#with},
 * several in an {@link ExitStack}.
 *
 * @param <T> what entering gives to the block
 */
public interface ContextManager<T extends @Nullable Object> extends Exit {

  /**
   * Enters; may suspend. If it throws, or is cancelled, nothing was entered and {@link #exit} is
   * not called: it has to clean up itself.
   *
   * @return the value for the block
   * @throws Exception if it cannot be entered
   */
  T enter() throws Exception;

  /** See {@link asyncio.Asyncio#contextManager}. */
  static <T extends @Nullable Object> ContextManager<T> of(ScopeAction<ContextScope<T>> block) {
    return new BlockManager<>(block);
  }

  /** See {@link asyncio.Asyncio#closing}. */
  static <C extends AutoCloseable> ContextManager<C> closing(C resource) {
    return new Closing<>(resource);
  }

  /** See {@link asyncio.Asyncio#nullcontext}. */
  static <T extends @Nullable Object> ContextManager<T> nullcontext(T value) {
    return new NullContext<>(value);
  }
}
