package asyncio.task;

import asyncio.failure.Sneaky;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several futures in the order in which they end, as {@code asyncio.as_completed}. Loop thread
 * only; usable once, in one of two ways:
 *
 * <ul>
 *   <li>a for-each over it suspends until the next one is done and yields that very future;
 *   <li>a for-each over {@link #awaitables} does not suspend; each item gives the next result when
 *       it is awaited.
 * </ul>
 *
 * <p>Leaving it early, or its timeout, leaves the futures running.
 *
 * @param <T> the type of the results
 */
public final class AsCompleted<T extends @Nullable Object> implements Iterable<Future<T>> {

  private final Set<Future<T>> todo = new LinkedHashSet<>();
  private final ArrayDeque<Future<T>> completed = new ArrayDeque<>();
  private final WaitQueue waiting = new WaitQueue();
  private final Consumer<Future<T>> onDone = this::futureDone;
  private final @Nullable TimerHandle timer;
  private final @Nullable Duration timeout;
  private int left;
  private int expired;

  private AsCompleted(
      EventLoop loop,
      Collection<? extends Awaitable<? extends T>> awaitables,
      @Nullable Duration timeout) {
    this.timeout = timeout;
    Set<CoroutineObject<?>> oneShots = HashSet.newHashSet(0);
    for (Awaitable<? extends T> awaitable : awaitables) {
      if (!(awaitable instanceof CoroutineObject<?> oneShot) || oneShots.add(oneShot)) {
        todo.add(Futures.ensureFuture(awaitable, loop));
      }
    }
    this.left = todo.size();
    for (Future<T> future : todo) {
      future.whenDone(onDone);
    }
    this.timer =
        timeout == null || todo.isEmpty() ? null : loop.callLater(timeout, this::timeIsOver);
  }

  /** See {@link asyncio.Asyncio#asCompleted}. */
  public static <T extends @Nullable Object> AsCompleted<T> of(
      Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout) {
    return new AsCompleted<>(Futures.loopOf(awaitables, "asCompleted"), awaitables, timeout);
  }

  private void futureDone(Future<T> future) {
    if (!todo.remove(future)) {
      return; // the time was over first
    }
    completed.add(future);
    waiting.wakeNext();
    if (todo.isEmpty() && timer != null) {
      timer.cancel();
    }
  }

  private void timeIsOver() {
    for (Future<T> future : todo) {
      future.removeDoneCallback(onDone);
    }
    expired = todo.size();
    todo.clear();
    for (int i = 0; i < expired; i++) {
      waiting.wakeNext();
    }
  }

  /** Suspends until one more is done. */
  private Future<T> nextCompleted() throws TimeoutException {
    while (completed.isEmpty() && expired == 0) {
      waiting.await(this, waiting::wakeNext);
    }
    if (completed.isEmpty()) {
      expired--;
      throw new TimeoutException(
          "asCompleted gave up after " + timeout + "; the futures that are not done go on");
    }
    return completed.remove();
  }

  /**
   * Suspends at each step and yields the futures that were given (or the tasks made of coroutines),
   * each done. When the time is over, {@code next} throws {@link TimeoutException}, although an
   * iterator cannot declare it, and the iteration is over.
   */
  @Override
  public Iterator<Future<T>> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return left > 0;
      }

      @Override
      public Future<T> next() {
        takeTurn();
        try {
          return nextCompleted();
        } catch (TimeoutException over) {
          left = 0;
          throw Sneaky.raise(over);
        }
      }
    };
  }

  /**
   * As many awaitables as there are futures; the k-th that is awaited gives the k-th outcome. When
   * the time is over each remaining one throws {@link TimeoutException}.
   */
  public Iterable<Awaitable<T>> awaitables() {
    return () ->
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return left > 0;
          }

          @Override
          public Awaitable<T> next() {
            takeTurn();
            return () -> nextCompleted().result();
          }
        };
  }

  private void takeTurn() {
    if (left == 0) {
      throw new NoSuchElementException(
          "asCompleted has given every future already; ask hasNext() first");
    }
    left--;
  }

  /** The results in the order of completion, all of them; suspends until the last one is there. */
  public List<T> toList() {
    List<T> results = new ArrayList<>();
    for (Future<T> future : this) {
      results.add(future.result());
    }
    return results;
  }
}
