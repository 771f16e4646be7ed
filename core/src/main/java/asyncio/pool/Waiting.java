package asyncio.pool;

import asyncio.task.CurrentLoop;
import asyncio.task.Future;
import asyncio.task.Futures;
import asyncio.task.ReturnWhen;
import asyncio.task.Task;
import asyncio.task.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits in the caller's own way: a task suspends, a thread blocks. */
final class Waiting {

  private Waiting() {}

  /** Whether it is done within the limit. Leaves it alone if not. */
  static boolean await(CompletableFuture<@Nullable Void> end, Duration limit)
      throws InterruptedException {
    Task<?> task = CurrentLoop.taskOrNull();
    return task == null ? block(end, limit) : suspend(task, end, limit);
  }

  private static boolean block(CompletableFuture<@Nullable Void> end, Duration limit)
      throws InterruptedException {
    try {
      var _ = end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException tooLong) {
      return false;
    } catch (ExecutionException neverFails) {
      throw new IllegalStateException(neverFails);
    }
  }

  private static boolean suspend(
      Task<?> task, CompletableFuture<@Nullable Void> end, Duration limit) {
    Future<@Nullable Void> copy = Futures.wrap(end.copy(), task.getLoop());
    try {
      Wait.wait(List.of(copy), limit, ReturnWhen.ALL_COMPLETED);
      return copy.done();
    } finally {
      copy.cancel();
    }
  }
}
