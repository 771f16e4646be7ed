package asyncio.task;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The pool behind {@code toThread}; created at first use. Loop thread only. */
final class DefaultExecutor {

  /** Runs each job on a thread of its own; for waiting until the pool itself has ended. */
  static final Executor JOINER =
      job -> Thread.ofPlatform().daemon().name("asyncio-joiner").start(job);

  private static final AtomicInteger POOLS = new AtomicInteger();

  private @Nullable ExecutorService executor;
  private boolean refusing;

  ExecutorService get() {
    if (refusing) {
      throw new IllegalStateException(
          "runInExecutor and toThread need the default executor, and it was shut down; start the"
              + " work earlier, or pass an executor of your own");
    }
    ExecutorService current = executor;
    if (current == null) {
      current = create();
      executor = current;
    }
    return current;
  }

  void set(ExecutorService replacement) {
    executor = replacement;
  }

  /** Returns the executor, if there is one, for the last shutdown. */
  @Nullable ExecutorService refuseFurtherWork() {
    refusing = true;
    ExecutorService current = executor;
    executor = null;
    return current;
  }

  void shutdownNow() {
    ExecutorService current = refuseFurtherWork();
    if (current != null) {
      current.shutdown();
    }
  }

  private static ExecutorService create() {
    int threads = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
    String prefix = "asyncio-" + POOLS.getAndIncrement() + "_";
    var pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(prefix, 0).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
