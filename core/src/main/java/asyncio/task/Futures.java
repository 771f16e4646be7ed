package asyncio.task;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** From any awaitable to a future of a loop. */
public final class Futures {

  private Futures() {}

  /**
   * The awaitable itself if it is a future, else a new task; {@code asyncio.ensure_future}.
   *
   * @throws IllegalArgumentException if it is a future of another loop
   */
  @SuppressWarnings("unchecked") // a Future<T> is the only Awaitable<T> that is a Future
  public static <T extends @Nullable Object> Future<T> ensureFuture(
      Awaitable<? extends T> awaitable, EventLoop loop) {
    Objects.requireNonNull(awaitable, "awaitable");
    if (awaitable instanceof Future<?> future) {
      if (future.getLoop() != loop) {
        throw new IllegalArgumentException(
            future
                + " belongs to a different loop than "
                + loop
                + "; hand it over with runCoroutineThreadsafe(future, loop)");
      }
      return (Future<T>) future;
    }
    return loop.startTask((Awaitable<T>) awaitable, TaskOptions.DEFAULT);
  }

  /**
   * The loop's future for a stage: a result, a failure (unwrapped) and a cancellation cross, and a
   * cancellation crosses back.
   */
  @SuppressWarnings("unchecked")
  public static <T extends @Nullable Object> Future<T> wrap(
      CompletionStage<? extends T> stage, EventLoop loop) {
    Objects.requireNonNull(stage, "stage");
    return stage instanceof Future<?> future && future.getLoop() == loop
        ? (Future<T>) future
        : StageBridge.fromStage((CompletionStage<T>) stage, loop);
  }

  /** The running loop, else the one of the first future among the awaitables. */
  static EventLoop loopOf(Iterable<? extends Awaitable<?>> awaitables, String operation) {
    Objects.requireNonNull(awaitables, "awaitables");
    EventLoop running = EventLoop.runningOrNull();
    if (running != null) {
      return running;
    }
    for (Awaitable<?> awaitable : awaitables) {
      if (awaitable instanceof Future<?> future) {
        return future.getLoop();
      }
    }
    throw new IllegalStateException(
        "no running event loop in "
            + Thread.currentThread()
            + ", and "
            + operation
            + " needs one; call it inside run(() -> …)");
  }
}
