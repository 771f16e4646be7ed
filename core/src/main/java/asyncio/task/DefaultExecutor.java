package asyncio.task;

import asyncio.thread.WatchedThreadPool;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
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

  /** What an executor is still doing, for a report that it does not end. */
  static String describeWork(ExecutorService executor) {
    return executor instanceof WatchedThreadPool watched
        ? String.join(", ", watched.describeWork())
        : executor.toString();
  }

  /**
   * Threads of the platform: what a coroutine hands over may compute as well as wait, and in a
   * virtual thread that would hold up the JVM's other virtual threads, among them every loop of the
   * portable engine.
   */
  private static ExecutorService create() {
    int threads = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
    String prefix = "asyncio-" + POOLS.getAndIncrement() + "_";
    return WatchedThreadPool.create(
        threads,
        new LinkedBlockingQueue<>(),
        Thread.ofPlatform().daemon().name(prefix, 0).factory());
  }
}
