package asyncio.resource;

import asyncio.iteration.AsyncGenerator;
import asyncio.iteration.StopAsyncIteration;
import asyncio.task.ScopeAction;
import asyncio.task.ScopeBody;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A context manager made of a block that yields once. Where the body is known the block simply runs
 * around it; where enter and exit are calls of their own, it waits in between as a generator.
 */
final class BlockManager<T extends @Nullable Object> implements ContextManager<T> {

  private final ScopeAction<ContextScope<T>> block;

  /** The block, from enter to exit. */
  private @Nullable AsyncGenerator<T, ?> entered;

  BlockManager(ScopeAction<ContextScope<T>> block) {
    this.block = Objects.requireNonNull(block, "block");
  }

  /** The manager for one more use of it: a block runs anew in each. */
  static <T extends @Nullable Object> ContextManager<T> anew(ContextManager<T> manager) {
    return manager instanceof BlockManager<T> ofBlock ? new BlockManager<>(ofBlock.block) : manager;
  }

  /** Runs the block in the caller's stack, around the body; returns the body's value, if any. */
  <R extends @Nullable Object> @Nullable R around(ScopeBody<? super T, R> body) {
    var result = new AtomicReference<@Nullable R>();
    new ContextScope<T>(value -> result.set(body.run(value))).run(block);
    return result.get();
  }

  @Override
  public T enter() {
    if (entered != null) {
      throw new IllegalStateException(
          "a context manager of a block can be entered by hand once at a time, and this one is"
              + " entered already; exit it first, or use with(…) or an ExitStack, where each use"
              + " is its own");
    }
    AsyncGenerator<T, ?> generator =
        AsyncGenerator.<T, Object>of(
            yielder -> new ContextScope<T>(value -> yielder.yield(value)).run(block));
    entered = generator;
    try {
      return generator.anext();
    } catch (Throwable refused) {
      entered = null;
      throw refused;
    }
  }

  @Override
  public boolean exit(@Nullable Throwable failure) {
    AsyncGenerator<T, ?> generator = entered;
    if (generator == null) {
      throw new IllegalStateException(
          "only what was entered can be exited, and this context manager was not; call enter()"
              + " before");
    }
    entered = null;
    try {
      goOn(generator, failure);
    } catch (StopAsyncIteration ended) {
      return failure != null;
    } catch (IllegalStateException wrapped) {
      if (failure instanceof StopAsyncIteration && wrapped.getCause() == failure) {
        return false; // it has passed, and no generator lets it out as it is
      }
      throw wrapped;
    }
    throw new AssertionError("asyncio bug: a context scope has let a second yield pass");
  }

  private static void goOn(AsyncGenerator<?, ?> generator, @Nullable Throwable failure) {
    if (failure == null) {
      generator.anext();
    } else {
      generator.throwInto(failure);
    }
  }
}
