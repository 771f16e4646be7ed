package asyncio.task;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code asyncio.wait}. */
public final class Wait {

  private Wait() {}

  /** See {@link asyncio.Asyncio#wait(Collection, Duration, ReturnWhen)}. */
  @SuppressWarnings("unchecked") // a Future<? extends T> is only read
  public static <T extends @Nullable Object> WaitResult<T> wait(
      Collection<? extends Future<? extends T>> futures,
      @Nullable Duration timeout,
      ReturnWhen returnWhen) {
    Objects.requireNonNull(futures, "futures");
    Task<?> task = Task.current("wait");
    Objects.requireNonNull(returnWhen, "returnWhen");
    if (futures.isEmpty()) {
      throw new IllegalArgumentException(
          "wait needs at least one task or future, and the collection is empty; check isEmpty()"
              + " first");
    }
    Set<Future<T>> distinct = new LinkedHashSet<>();
    for (Future<? extends T> future : futures) {
      distinct.add((Future<T>) Futures.ensureFuture(future, task.getLoop()));
    }
    new Waiter(task.getLoop(), distinct, returnWhen).waitFor(timeout);
    Set<Future<T>> done = new LinkedHashSet<>();
    Set<Future<T>> pending = new LinkedHashSet<>();
    for (Future<T> future : distinct) {
      (future.done() ? done : pending).add(future);
    }
    return new WaitResult<>(done, pending);
  }

  /** Done when the condition holds or the time is over. */
  private static final class Waiter extends Future<@Nullable Void> {

    private final Collection<? extends Future<?>> futures;
    private final ReturnWhen returnWhen;
    private int pending;

    Waiter(EventLoop loop, Collection<? extends Future<?>> futures, ReturnWhen returnWhen) {
      super(loop);
      this.futures = futures;
      this.returnWhen = returnWhen;
      this.pending = futures.size();
    }

    void waitFor(@Nullable Duration timeout) {
      TimerHandle timer = timeout == null ? null : getLoop().callLater(timeout, this::release);
      Consumer<Future<?>> onDone = this::futureDone;
      for (Future<?> future : futures) {
        future.whenDone(onDone);
      }
      try {
        await();
      } finally {
        if (timer != null) {
          timer.cancel();
        }
        for (Future<?> future : futures) {
          future.removeDoneCallback(onDone);
        }
      }
    }

    private void futureDone(Future<?> future) {
      pending--;
      if (pending == 0
          || returnWhen == ReturnWhen.FIRST_COMPLETED
          || (returnWhen == ReturnWhen.FIRST_EXCEPTION && isFailure(future))) {
        release();
      }
    }

    /** Asks for the exception, so that a failure which ends the wait is not reported as unseen. */
    private static boolean isFailure(Future<?> future) {
      return !future.cancelled() && future.exception() != null;
    }

    private void release() {
      if (!done()) {
        completeWithResult(null);
      }
    }

    @Override
    Collection<? extends Future<?>> dependencies() {
      return futures;
    }
  }
}
