package asyncio.task;

import asyncio.context.Context;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.to_thread} and {@code asyncio.run_coroutine_threadsafe}. */
public final class Threads {

  private Threads() {}

  /** See {@link asyncio.Asyncio#toThread(Callable)}. */
  public static <T extends @Nullable Object> T toThread(Callable<T> code) {
    Objects.requireNonNull(code, "code");
    EventLoop loop = Task.current("toThread").getLoop();
    Context context = Context.copyCurrent();
    return loop.runInExecutor(null, () -> context.call(code)).await();
  }

  /** See {@link asyncio.Asyncio#runCoroutineThreadsafe}. */
  public static <T extends @Nullable Object> CompletableFuture<T> runCoroutineThreadsafe(
      Awaitable<T> awaitable, EventLoop loop) {
    Objects.requireNonNull(awaitable, "awaitable");
    Objects.requireNonNull(loop, "loop");
    if (loop.isCurrent()) {
      throw new IllegalStateException(
          "runCoroutineThreadsafe is for other threads than the loop's own, and "
              + Texts.caller()
              + " runs there, where waiting for the"
              + " outcome would never end; use createTask");
    }
    CompletableFuture<T> outcome = new CompletableFuture<>();
    loop.callSoonThreadsafe(() -> start(awaitable, loop, outcome));
    loop.failAtClose(outcome);
    return outcome;
  }

  private static <T extends @Nullable Object> void start(
      Awaitable<T> awaitable, EventLoop loop, CompletableFuture<T> outcome) {
    if (outcome.isDone()) {
      return; // cancelled before it began
    }
    try {
      StageBridge.link(Futures.<T>ensureFuture(awaitable, loop), outcome);
    } catch (Throwable failure) {
      outcome.completeExceptionally(failure);
      throw failure;
    }
  }
}
