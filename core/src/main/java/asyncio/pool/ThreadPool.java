package asyncio.pool;

import asyncio.context.Context;
import asyncio.thread.WatchedThreadPool;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of daemon threads for code that blocks, with a name that tells them apart. Any
 * thread.
 *
 * <p>Unlike in Python, stopping works: the thread is interrupted, so code that sleeps, waits or
 * reads a channel ends at once. Code that never looks at interrupts goes on, and keeps its thread.
 * What must be stopped in any case belongs into a {@link ProcessPool}.
 *
 * <pre>{@code
 * try (var pool = new ThreadPool("hash", 4)) {
 *   List<String> hashes = gather(() -> pool.call(() -> hash(first)), () -> pool.call(() -> hash(second)));
 * }
 * }</pre>
 */
public final class ThreadPool extends Pool {

  private final int size;
  private final int queueLimit;
  private final WatchedThreadPool threads;

  /**
   * Threads of the system, and a queue without a limit.
   *
   * @throws IllegalArgumentException if {@code size} is less than 1
   */
  public ThreadPool(String name, int size) {
    this(name, size, Integer.MAX_VALUE);
  }

  /**
   * Threads of the system, and a queue with a limit.
   *
   * @param size how many threads there may be; they come with the work and end when idle
   * @param queueLimit how much work may wait for a thread; more is refused
   * @throws IllegalArgumentException if either is less than 1
   */
  public ThreadPool(String name, int size, int queueLimit) {
    this(name, size, queueLimit, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
  }

  private ThreadPool(String name, int size, int queueLimit, ThreadFactory factory) {
    super(name);
    this.size = checkPositive("a size", size);
    this.queueLimit = checkPositive("a queue limit", queueLimit);
    this.threads = WatchedThreadPool.create(size, new LinkedBlockingQueue<>(queueLimit), factory);
  }

  /**
   * Virtual threads, for a great many waits at a time. Code that computes should not run there: the
   * JVM's virtual threads share a few processors among them, and do not take turns.
   *
   * @throws IllegalArgumentException if {@code size} is less than 1
   */
  public static ThreadPool ofVirtual(String name, int size) {
    return new ThreadPool(
        name, size, Integer.MAX_VALUE, Thread.ofVirtual().name(name + "-", 0).factory());
  }

  private static int checkPositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "a thread pool needs " + what + " of at least 1, and got " + value);
    }
    return value;
  }

  /**
   * Runs code in a thread of the pool, in a copy of the current context, and waits for it; {@code
   * asyncio.to_thread} in this pool. Suspends. Cancellation interrupts the code, and does not wait
   * until that has had its effect.
   *
   * @throws RejectedExecutionException if the queue is full or the pool was shut down
   */
  public <T extends @Nullable Object> T call(Callable<T> code) {
    Objects.requireNonNull(code, "code");
    Context context = Context.copyCurrent();
    return await("ThreadPool.call", submit(() -> context.call(code)));
  }

  /**
   * Runs code some time. Does not wait.
   *
   * @throws RejectedExecutionException if the queue is full or the pool was shut down
   */
  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Callable<T> code) {
    ThreadJob<T> job = new ThreadJob<>(Objects.requireNonNull(code, "code"));
    try {
      threads.execute(job);
    } catch (RejectedExecutionException refused) {
      throw new RejectedExecutionException(reasonToRefuse(), refused);
    }
    var _ = job.whenComplete((_, _) -> stop(job));
    return job;
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Runnable code, T result) {
    Objects.requireNonNull(code, "code");
    return submit(Executors.callable(code, result));
  }

  @Override
  public void execute(Runnable code) {
    Objects.requireNonNull(code, "code");
    var _ = submit(() -> runAlone(code), null);
  }

  /** Nobody asks for the outcome, so the thread that has run the code tells of a failure. */
  private static void runAlone(Runnable code) {
    try {
      code.run();
    } catch (Throwable failure) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
    }
  }

  private String reasonToRefuse() {
    return threads.isShutdown()
        ? this + " takes no more work; submit it earlier, or use another pool"
        : this
            + " has a queue limit of "
            + queueLimit
            + ", which is reached; wait for some of them, or give it"
            + " more threads or a longer queue";
  }

  private void stop(ThreadJob<?> job) {
    if (job.stop()) {
      threads.remove(job);
    }
  }

  @Override
  public PoolStatistics statistics() {
    return new PoolStatistics(size, threads.busy(), threads.getQueue().size());
  }

  @Override
  List<String> describeWork() {
    return threads.describeWork();
  }

  @Override
  CompletableFuture<@Nullable Void> end() {
    return threads.end();
  }

  @Override
  public void shutdown() {
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> neverStarted = threads.shutdownNow();
    neverStarted.forEach(job -> ((ThreadJob<?>) job).cancel(true));
    return neverStarted;
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }
}
