package asyncio.thread;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads that come when there is work and go when there is none, of which one can ask what they
 * are doing. Any thread.
 */
public final class WatchedThreadPool extends ThreadPoolExecutor {

  private static final int IDLE_SECONDS = 10;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Each thread that is at work, with the nano time at which it began. */
  private final Map<Thread, Long> busy = new ConcurrentHashMap<>();

  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

  private WatchedThreadPool(int threads, BlockingQueue<Runnable> queue, ThreadFactory factory) {
    super(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, queue, factory);
  }

  /**
   * A pool without threads yet.
   *
   * @param threads how many there may be at a time
   * @param queue where work waits for a thread
   */
  public static WatchedThreadPool create(
      int threads, BlockingQueue<Runnable> queue, ThreadFactory factory) {
    WatchedThreadPool pool = new WatchedThreadPool(threads, queue, factory);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable work) {
    busy.put(thread, System.nanoTime());
  }

  @Override
  protected void afterExecute(Runnable work, @Nullable Throwable failure) {
    busy.remove(Thread.currentThread());
  }

  @Override
  protected void terminated() {
    end.complete(null);
  }

  /** Done when the pool was shut down and its last thread has ended. */
  public CompletableFuture<@Nullable Void> end() {
    return end;
  }

  /** How many threads are at work. */
  public int busy() {
    return busy.size();
  }

  /**
   * A line for each thread that is at work: its name, where it is, and for how long it has been.
   */
  public List<String> describeWork() {
    return busy.entrySet().stream()
        .map(entry -> describe(entry.getKey(), entry.getValue()))
        .sorted()
        .toList();
  }

  private static String describe(Thread thread, long startNanos) {
    long seconds = Math.round((System.nanoTime() - startNanos) / NANOS_PER_SECOND);
    return thread.getName() + " for " + seconds + " s " + place(thread.getStackTrace());
  }

  /** The user's own line says more than that of the JDK's that it calls. */
  private static String place(StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      if (!isJdk(frame.getClassName())) {
        return "in " + frame;
      }
    }
    return frames.length == 0 ? "(just ended)" : "in " + frames[0];
  }

  private static boolean isJdk(String className) {
    return className.startsWith("java.")
        || className.startsWith("jdk.")
        || className.startsWith("sun.");
  }
}
