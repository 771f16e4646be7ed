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
    if (executor instanceof StoppableExecutor stoppable) {
      return StageBridge.fromStage(stoppable.submit(code), loop);
    }
    ExecutorFuture<T> future = new ExecutorFuture<>(loop, code);
    loop.scheduler().beginForeignWork();
    try {
      executor.execute(future::runInThread);
    } catch (RejectedExecutionException refused) {
      loop.scheduler().endForeignWork();
      throw refused;
    }
    return future;
  }

  private static final class ExecutorFuture<T extends @Nullable Object> extends Future<T> {

    private final Callable<T> code;

    /** Whoever sets it first decides: the pool's thread starts the code, the loop prevents it. */
    private final AtomicBoolean taken = new AtomicBoolean();

    ExecutorFuture(EventLoop loop, Callable<T> code) {
      super(loop);
      this.code = code;
    }

    @Override
    public boolean cancel(@Nullable String message) {
      boolean accepted = super.cancel(message);
      if (accepted) {
        taken.set(true);
      }
      return accepted;
    }

    void runInThread() {
      Runnable delivery = taken.compareAndSet(false, true) ? work() : () -> {};
      getLoop().callSoonThreadsafeUnlessClosed(() -> deliver(delivery));
    }

    private Runnable work() {
      try {
        T result = code.call();
        return () -> completeWithResult(result);
      } catch (Throwable failure) {
        return () -> completeWithException(failure);
      }
    }

    private void deliver(Runnable delivery) {
      getLoop().scheduler().endForeignWork();
      if (!done()) {
        delivery.run();
      }
    }
  }
}
