package asyncio.task;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An executor that takes the code itself, tells when it is done, and can stop it while it runs. To
 * {@link EventLoop#runInExecutor} and {@code toThread} it makes the difference that cancelling
 * stops the code instead of leaving it alone. Any thread.
 */
public interface StoppableExecutor extends Executor {

  /**
   * Runs the code some time. Does not wait.
   *
   * @return its outcome; cancelling it keeps the code from starting, or stops it as the executor
   *     can
   * @throws java.util.concurrent.RejectedExecutionException if it takes no work, or no more
   */
  <T extends @Nullable Object> CompletableFuture<T> submit(Callable<T> code);
}
