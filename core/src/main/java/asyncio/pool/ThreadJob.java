package asyncio.pool;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Code in a thread pool, and its outcome. {@link FutureTask} knows how to interrupt the thread that
 * runs the code and never what that thread runs next.
 */
final class ThreadJob<T extends @Nullable Object> extends CompletableFuture<T> implements Runnable {

  private final FutureTask<T> work;

  ThreadJob(Callable<T> code) {
    this.work = new FutureTask<>(code);
  }

  @Override
  public void run() {
    work.run();
    if (work.state() == Future.State.SUCCESS) {
      complete(work.resultNow());
    } else if (work.state() == Future.State.FAILED) {
      completeExceptionally(work.exceptionNow());
    }
  }

  /** Stops the code, whose outcome nobody needs any more; false if it has ended by itself. */
  boolean stop() {
    return work.cancel(true);
  }
}
