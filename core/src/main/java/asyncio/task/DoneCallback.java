package asyncio.task;

import asyncio.context.Context;
import asyncio.engine.Fiber;
import asyncio.loop.Callback;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a future's list of callbacks, and, once the future has ended, of the ready queue.
 */
final class DoneCallback<T extends @Nullable Object> extends Callback {

  private final Future<T> future;
  private final Consumer<? super Future<T>> function;
  private final Context context;

  DoneCallback(Future<T> future, Consumer<? super Future<T>> function, Context context) {
    super(future.getLoop().scheduler());
    this.future = future;
    this.function = function;
    this.context = context;
  }

  Consumer<? super Future<T>> function() {
    return function;
  }

  @Override
  protected void call() {
    Objects.requireNonNull(Fiber.current()).context = context;
    function.accept(future);
  }

  @Override
  public String toString() {
    return "<done callback of " + Texts.shorten(future) + ">";
  }
}
