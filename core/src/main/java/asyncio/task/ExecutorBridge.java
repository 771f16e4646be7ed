package asyncio.task;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Blocking code in another thread, its outcome in a future of the loop. */
final class ExecutorBridge {

  private ExecutorBridge() {}

  static <T extends @Nullable Object> Future<T> submit(
      EventLoop loop, Executor executor, Callable<T> code) {
    Future<T> future = loop.createFuture();
    Job<T> job = new Job<>(loop, future, code);
    loop.scheduler().beginForeignWork();
    try {
      executor.execute(job);
    } catch (RejectedExecutionException refused) {
      loop.scheduler().endForeignWork();
      throw refused;
    }
    future.whenDone(
        done -> {
          if (done.cancelled()) {
            job.taken.set(true);
          }
        });
    return future;
  }

  private static final class Job<T extends @Nullable Object> implements Runnable {

    private final EventLoop loop;
    private final Future<T> future;
    private final Callable<T> code;

    /** Whoever sets it first decides: the pool's thread starts the code, the loop prevents it. */
    private final AtomicBoolean taken = new AtomicBoolean();

    Job(EventLoop loop, Future<T> future, Callable<T> code) {
      this.loop = loop;
      this.future = future;
      this.code = code;
    }

    @Override
    public void run() {
      Runnable delivery = taken.compareAndSet(false, true) ? work() : () -> {};
      loop.callSoonThreadsafeUnlessClosed(
          () -> {
            loop.scheduler().endForeignWork();
            if (!future.done()) {
              delivery.run();
            }
          });
    }

    private Runnable work() {
      try {
        T result = code.call();
        return () -> future.completeWithResult(result);
      } catch (Throwable failure) {
        return () -> future.completeWithException(failure);
      }
    }
  }
}
