package asyncio.task;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.wait_for}. */
public final class WaitFor {

  private WaitFor() {}

  /** See {@link asyncio.Asyncio#waitFor}. */
  public static <T extends @Nullable Object> T waitFor(
      Awaitable<T> awaitable, @Nullable Duration timeout) throws TimeoutException {
    Objects.requireNonNull(awaitable, "awaitable");
    EventLoop loop = Task.current("waitFor").getLoop();
    if (timeout == null) {
      return new Timeout(null).run(scope -> awaitable.await());
    }
    if (timeout.isPositive()) {
      return new Timeout(loop.time() + Times.toSeconds(Times.toNanos(timeout)))
          .run(scope -> awaitable.await());
    }
    Future<T> future = Futures.ensureFuture(awaitable, loop);
    if (!future.done()) {
      cancelAndWait(future);
    }
    if (future.cancelled()) {
      var timedOut =
          new TimeoutException("waitFor was given no time, and its awaitable was not done");
      timedOut.initCause(future.throwable());
      throw timedOut;
    }
    return future.result();
  }

  /** Unlike a plain await, is not itself ended by the future's cancellation. */
  private static void cancelAndWait(Future<?> future) {
    Future<@Nullable Void> ended = future.getLoop().createFuture();
    future.whenDone(
        done -> {
          if (!ended.done()) {
            ended.completeWithResult(null);
          }
        });
    future.cancel();
    ended.await();
  }
}
