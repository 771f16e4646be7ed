package asyncio.resource;

import asyncio.task.CancelledError;
import asyncio.task.ScopeBody;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a block in a context manager; see {@link asyncio.Asyncio#with}. */
public final class With {

  private With() {}

  /** See {@link asyncio.Asyncio#with(ContextManager, ScopeBody)}. */
  public static <T extends @Nullable Object, R extends @Nullable Object> @Nullable R run(
      ContextManager<T> manager, ScopeBody<? super T, R> block) {
    Objects.requireNonNull(manager, "manager");
    Objects.requireNonNull(block, "block");
    if (manager instanceof BlockManager<T> inTheCallersStack) {
      return inTheCallersStack.around(block);
    }
    T value = enter(manager);
    R result = null;
    Throwable failure = null;
    try {
      result = block.run(value);
    } catch (Throwable thrown) {
      failure = CancelledError.behind(thrown);
    }
    Throwable left = Failures.after(manager, failure);
    if (left != null) {
      throw Failures.raise(left);
    }
    return result;
  }

  static <T extends @Nullable Object> T enter(ContextManager<T> manager) {
    try {
      return manager.enter();
    } catch (Exception failure) {
      throw Failures.raise(failure);
    }
  }
}
