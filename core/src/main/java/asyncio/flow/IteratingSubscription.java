package asyncio.flow;

import asyncio.task.CancelledError;
import asyncio.task.CurrentLoop;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import asyncio.task.TaskOptions;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber of an {@link IterablePublisher} and the task that serves it. The subscriber asks
 * and cancels from any thread; everything else happens in the task.
 */
final class IteratingSubscription<T> implements Flow.Subscription {

  private final Supplier<? extends Iterable<? extends T>> source;
  private final Flow.Subscriber<? super T> subscriber;
  private final EventLoop loop;
  private final Doorbell wishes;
  private final AtomicLong demand = new AtomicLong();
  private volatile boolean cancelled;
  private volatile @Nullable IllegalArgumentException badRequest;

  // Loop thread only.
  private @Nullable Task<?> task;
  private boolean iterating;

  IteratingSubscription(
      Supplier<? extends Iterable<? extends T>> source,
      Flow.Subscriber<? super T> subscriber,
      EventLoop loop) {
    this.source = source;
    this.subscriber = subscriber;
    this.loop = loop;
    this.wishes = new Doorbell(loop, this::stopIterating);
  }

  /** Any thread. */
  void start() {
    try {
      loop.callSoonThreadsafe(this::startTask);
    } catch (IllegalStateException closed) {
      subscriber.onSubscribe(this);
      subscriber.onError(closed);
    }
  }

  /**
   * Eager, for a task that is cancelled before its first step could tell the subscriber nothing.
   */
  private void startTask() {
    loop.createTask(
        () -> {
          serve();
          return null;
        },
        TaskOptions.eager());
  }

  // ---- what the subscriber calls

  @Override
  public void request(long count) {
    if (count > 0) {
      demand.accumulateAndGet(count, IteratingSubscription::addUpToMax);
    } else {
      badRequest =
          new IllegalArgumentException(
              "rule 3.9: a subscriber asks for one item at least, and "
                  + count
                  + " were asked for; call cancel() to get no more");
    }
    wishes.ring();
  }

  private static long addUpToMax(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  @Override
  public void cancel() {
    cancelled = true;
    wishes.ring();
  }

  /** Leaves the subscriber's own code and the closing of the iterator alone. */
  private void stopIterating() {
    if (iterating && hasEnded()) {
      Objects.requireNonNull(task).cancel("the subscription was cancelled");
    }
  }

  private boolean hasEnded() {
    return cancelled || badRequest != null;
  }

  // ---- what the task does

  private void serve() {
    task = CurrentLoop.requireTask("a subscription");
    subscriber.onSubscribe(this);
    try {
      publish(source.get());
    } catch (Throwable failure) {
      fail(failure);
      return;
    }
    IllegalArgumentException refused = badRequest;
    if (cancelled) {
      return;
    } else if (refused == null) {
      subscriber.onComplete();
    } else {
      subscriber.onError(refused);
    }
  }

  /** Suspends until an item is wanted; false if the subscription has ended instead. */
  private boolean awaitDemand() {
    while (!hasEnded() && demand.get() == 0) {
      wishes.await(this);
    }
    return !hasEnded();
  }

  @SuppressWarnings("try") // an interrupt in close() is passed on like any failure
  private void publish(Iterable<? extends T> items) throws Exception {
    try (AutoCloseable _ = asCloseable(items)) {
      Iterator<? extends T> iterator = items.iterator();
      try (AutoCloseable _ = asCloseable(iterator)) {
        while (awaitDemand()) {
          T item = nextOrNull(iterator);
          if (item == null) {
            return;
          }
          deliver(item);
        }
      }
    }
  }

  private static @Nullable AutoCloseable asCloseable(Object object) {
    return object instanceof AutoCloseable closeable ? closeable : null;
  }

  private @Nullable T nextOrNull(Iterator<? extends T> iterator) {
    iterating = true;
    try {
      return iterator.hasNext()
          ? Objects.requireNonNull(
              iterator.next(), "rule 2.13: a publisher's items must not be null; use Optional")
          : null;
    } finally {
      iterating = false;
    }
  }

  private void deliver(T item) {
    demand.updateAndGet(wanted -> wanted == Long.MAX_VALUE ? wanted : wanted - 1);
    try {
      subscriber.onNext(item);
    } catch (Throwable failure) {
      cancelled = true; // rule 2.13
      throw failure;
    }
  }

  private void fail(Throwable failure) {
    if (!cancelled) {
      subscriber.onError(isEndOfTask(failure) ? cancellation(failure) : failure);
    } else if (failure instanceof Exception) {
      loop.callExceptionHandler(
          ErrorContext.of("a cancelled subscription failed")
              .with("exception", failure)
              .with("subscriber", subscriber));
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  /** The task was cancelled, or its loop is closing and unwinds it. */
  private boolean isEndOfTask(Throwable failure) {
    return failure instanceof CancelledError || !loop.isRunning();
  }

  /** As others know it: a CancelledError would cancel a task that met it, although nobody asked. */
  private static CancellationException cancellation(Throwable cause) {
    var cancellation = new CancellationException("the publishing task has ended: " + cause);
    cancellation.initCause(cause);
    return cancellation;
  }

  @Override
  public String toString() {
    return "<subscription of " + subscriber + ">";
  }
}
