package asyncio.pool;

import asyncio.task.CancelledError;
import asyncio.task.CurrentLoop;
import asyncio.task.Futures;
import asyncio.task.StoppableExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An executor with a name, a size and an end. Any thread.
 *
 * <p>The futures that it returns are {@link CompletableFuture}s, which a coroutine awaits and a
 * thread waits for. Completing one from outside, by cancelling it or by a timeout, stops the code:
 * it does not start, or it is stopped in the pool's own way.
 */
public abstract class Pool implements ExecutorService, StoppableExecutor {

  /** How long {@link #close()} waits, as {@code run} does for the default executor. */
  private static final Duration CLOSE_LIMIT = Duration.ofMinutes(5);

  private final String name;

  Pool(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  /** The name, with which its threads' names begin. */
  public String name() {
    return name;
  }

  /** How much there is to do. */
  public abstract PoolStatistics statistics();

  /** Done when the pool was shut down and its last thread or worker has ended. */
  abstract CompletableFuture<@Nullable Void> end();

  /** A line for each thread or worker that is at work. */
  abstract List<String> describeWork();

  // ---- work

  @Override
  public abstract <T extends @Nullable Object> CompletableFuture<T> submit(Callable<T> code);

  @Override
  public CompletableFuture<?> submit(Runnable code) {
    return this.<@Nullable Void>submit(code, null);
  }

  @Override
  public abstract <T extends @Nullable Object> CompletableFuture<T> submit(Runnable code, T result);

  /** Runs the code some time; what it throws goes to an uncaught exception handler. */
  @Override
  public abstract void execute(Runnable code);

  /** Runs all and waits for all. Blocks: coroutines use {@code gather}. */
  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> codes) throws InterruptedException {
    return invokeAll(codes, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
  }

  /** Runs all, waits and cancels those that are late. Blocks: coroutines use {@code wait}. */
  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> codes, long timeout, TimeUnit unit)
      throws InterruptedException {
    List<CompletableFuture<T>> futures = submitAll(codes);
    try {
      var _ =
          CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new)).get(timeout, unit);
    } catch (ExecutionException | CancellationException | TimeoutException each) {
      // the futures tell
    } finally {
      cancelAll(futures);
    }
    return new ArrayList<>(futures);
  }

  /** The first result of any. Blocks: coroutines use {@code asCompleted}. */
  @Override
  public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> codes)
      throws InterruptedException, ExecutionException {
    try {
      return invokeAny(codes, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (TimeoutException after292Years) {
      throw new IllegalStateException(after292Years);
    }
  }

  /** The first result of any; the others are cancelled. Blocks. */
  @Override
  public <T extends @Nullable Object> T invokeAny(
      Collection<? extends Callable<T>> codes, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (codes.isEmpty()) {
      throw new IllegalArgumentException(
          "invokeAny needs at least one piece of code, and got none");
    }
    List<CompletableFuture<T>> futures = submitAll(codes);
    try {
      return FirstResult.of(futures).get(timeout, unit);
    } finally {
      cancelAll(futures);
    }
  }

  private <T extends @Nullable Object> List<CompletableFuture<T>> submitAll(
      Collection<? extends Callable<T>> codes) {
    List<CompletableFuture<T>> futures = new ArrayList<>();
    try {
      for (Callable<T> code : codes) {
        futures.add(submit(code));
      }
    } catch (RuntimeException refused) {
      cancelAll(futures);
      throw refused;
    }
    return futures;
  }

  private static void cancelAll(List<? extends CompletableFuture<?>> futures) {
    futures.forEach(future -> future.cancel(true));
  }

  // ---- the end

  /**
   * Takes no more work and waits for what it has, for up to five minutes; see {@link
   * #close(Duration)}.
   */
  @Override
  public void close() {
    close(CLOSE_LIMIT);
  }

  /**
   * Takes no more work and waits until what it has is done. Suspends in a coroutine, blocks
   * elsewhere. After {@code limit}, or if the caller is cancelled or interrupted, what is left is
   * stopped and dropped; a warning tells what that was.
   *
   * @throws CancelledError if the task is cancelled while it waits
   */
  public void close(Duration limit) {
    Objects.requireNonNull(limit, "limit");
    shutdown();
    try {
      if (!Waiting.await(end(), limit)) {
        warnAndStop(limit);
      }
    } catch (CancelledError cancelled) {
      shutdownNow();
      throw cancelled;
    } catch (InterruptedException interrupted) {
      shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void warnAndStop(Duration limit) {
    System.getLogger("asyncio")
        .log(
            System.Logger.Level.WARNING,
            this
                + " did not finish its work within "
                + limit
                + " and is stopped; it was running: "
                + String.join(", ", describeWork()));
    shutdownNow();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      var _ = end().get(timeout, unit);
      return true;
    } catch (TimeoutException tooLong) {
      return false;
    } catch (ExecutionException neverFails) {
      throw new IllegalStateException(neverFails);
    }
  }

  @Override
  public boolean isTerminated() {
    return end().isDone();
  }

  /** The outcome, for the running task. Suspends; cancellation stops the code. */
  static <T extends @Nullable Object> T await(String operation, CompletableFuture<T> outcome) {
    return Futures.<T>wrap(outcome, CurrentLoop.requireTask(operation).getLoop()).await();
  }

  /** Its kind, name and {@link #statistics}. */
  @Override
  public String toString() {
    PoolStatistics now = statistics();
    return "<%s %s: %d of %d busy, %d queued%s>"
        .formatted(
            getClass().getSimpleName(),
            name,
            now.busy(),
            now.size(),
            now.queued(),
            isShutdown() ? ", shut down" : "");
  }
}
