package asyncio.flow;

import asyncio.iteration.AsyncIterator;
import asyncio.iteration.StopAsyncIteration;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The items of a {@link Flow.Publisher}, to iterate over in a task; the publisher may signal from
 * any thread. Loop thread only.
 *
 * <pre>{@code
 * try (var prices = PublisherIterator.of(publisher)) {
 *   for (Price price : prices) {       // suspends until the publisher has the next one
 *     …
 *   }
 * }
 * }</pre>
 *
 * <p><b>Back-pressure.</b> The publisher is asked for a window of items at first, and for more each
 * time half of it has been taken; so at most a window of items waits here.
 *
 * <p><b>Ends.</b> A failure of the publisher comes out of the iteration after the items before it,
 * each time. {@link #close} cancels the subscription; leaving a for-each does not, hence the {@code
 * try}. A task that is cancelled while it waits takes no item. When the loop is closed, the
 * subscription is cancelled at the publisher's next signal.
 *
 * <p>Any number of tasks may iterate; each item goes to one of them, in the order in which they
 * came.
 *
 * @param <T> the type of the items
 */
public final class PublisherIterator<T> implements AsyncIterator<T>, AutoCloseable {

  private final EventLoop loop;
  private final int window;
  private final Doorbell news;
  private final ConcurrentLinkedQueue<T> arrived = new ConcurrentLinkedQueue<>();

  /** Set once, when the publisher agreed; used on the loop only, for its calls must not overlap. */
  private volatile Flow.@Nullable Subscription subscription;

  private final AtomicReference<@Nullable End> end = new AtomicReference<>();
  private boolean requested;
  private int taken;

  /** How it ended: with a failure, or with null. */
  private record End(@Nullable Throwable failure) {}

  /** {@link #close} ended it; nothing that may still arrive counts. */
  private static final End CLOSED = new End(null);

  private PublisherIterator(EventLoop loop, int window) {
    this.loop = loop;
    this.window = window;
    this.news = new Doorbell(loop, this::requestFirst);
  }

  /**
   * Subscribes with a window of {@link Flow#defaultBufferSize} items; see {@link
   * #of(Flow.Publisher, int)}.
   */
  public static <T> PublisherIterator<T> of(Flow.Publisher<? extends T> publisher) {
    return of(publisher, Flow.defaultBufferSize());
  }

  /**
   * Subscribes now, and gives the items to the running loop. Does not suspend.
   *
   * @param window how many items may be on their way or wait here; 1 asks for each by itself
   * @throws IllegalArgumentException if the window is not positive
   * @throws IllegalStateException if the caller is no task or callback of a loop
   */
  public static <T> PublisherIterator<T> of(Flow.Publisher<? extends T> publisher, int window) {
    Objects.requireNonNull(publisher, "publisher");
    if (window <= 0) {
      throw new IllegalArgumentException(
          "the window must be positive, and "
              + window
              + " is not: no item would ever be asked for; give 1 or more");
    }
    PublisherIterator<T> items = new PublisherIterator<>(CurrentLoop.running(), window);
    publisher.subscribe(items.new Receiver());
    return items;
  }

  /**
   * The next item; suspends until there is one, or the end. A task that is cancelled takes none.
   *
   * <p>Throws the very failure of the publisher, checked or not.
   *
   * @throws StopAsyncIteration if the publisher has ended, or this was closed
   * @throws asyncio.task.CancelledError if the task is cancelled
   * @throws IllegalStateException if the caller is not a task of the loop that subscribed
   */
  @Override
  public T anext() {
    checkTask();
    while (true) {
      End seen = end.get(); // before the items: those that it follows are here then
      T item = seen == CLOSED ? null : arrived.poll();
      if (item != null) {
        replenish();
        return item;
      }
      if (seen != null) {
        throw endOf(seen);
      }
      news.await(this);
    }
  }

  private static RuntimeException endOf(End seen) {
    Throwable failure = seen.failure();
    return failure == null
        ? new StopAsyncIteration()
        : PublisherIterator.<RuntimeException>raise(failure);
  }

  /** Rethrows the publisher's very failure, which the compiler cannot know. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E raise(Throwable failure) throws E {
    throw (E) failure;
  }

  private void checkTask() {
    if (CurrentLoop.requireTask("iterating over a publisher").getLoop() != loop) {
      throw new IllegalStateException(
          "a publisher's items belong to the loop that subscribed, and the caller runs in another"
              + " one; subscribe there");
    }
  }

  // ---- demand

  /** Answers each ring; the first that follows the subscription matters. */
  private void requestFirst() {
    Flow.Subscription agreed = subscription;
    if (agreed == null || requested) {
      return;
    }
    requested = true;
    if (end.get() == CLOSED) {
      agreed.cancel();
    } else {
      agreed.request(window);
    }
  }

  private void replenish() {
    taken++;
    if (taken >= window - window / 2 && end.get() == null) {
      int asked = taken;
      taken = 0;
      Objects.requireNonNull(subscription).request(asked);
    }
  }

  /**
   * Cancels the subscription and drops what has arrived; whoever waits gets the end. Does not
   * suspend. Closing again is harmless.
   *
   * @throws IllegalStateException if called from another thread while the loop runs
   */
  @Override
  public void close() {
    if (loop.isRunning() && !CurrentLoop.is(loop)) {
      throw new IllegalStateException(
          "PublisherIterator.close is not thread-safe: it was called from "
              + Thread.currentThread()
              + " while the loop runs in another thread; wrap the call:"
              + " loop.callSoonThreadsafe(items::close)");
    }
    abandon();
    news.wakeAll();
  }

  private void abandon() {
    End before = end.getAndSet(CLOSED);
    arrived.clear();
    Flow.Subscription agreed = subscription;
    if (before == null && agreed != null) {
      agreed.cancel();
    }
  }

  /** How many items wait, and whether more may come. */
  @Override
  public String toString() {
    return "<PublisherIterator with "
        + arrived.size()
        + " items"
        + (end.get() == null ? "" : ", ended")
        + ">";
  }

  /** The publisher's view. Any thread, one call at a time. */
  private final class Receiver implements Flow.Subscriber<T> {

    @Override
    public void onSubscribe(Flow.Subscription offered) {
      Objects.requireNonNull(offered, "subscription");
      if (subscription != null || end.get() == CLOSED) {
        offered.cancel();
        return;
      }
      subscription = offered;
      ring();
    }

    @Override
    public void onNext(T item) {
      Objects.requireNonNull(item, "item");
      if (end.get() == null) {
        arrived.add(item);
        ring();
      }
    }

    @Override
    public void onError(Throwable failure) {
      Objects.requireNonNull(failure, "failure");
      finish(new End(failure));
    }

    @Override
    public void onComplete() {
      finish(new End(null));
    }

    private void finish(End how) {
      if (end.compareAndSet(null, how)) {
        ring();
      }
    }

    private void ring() {
      if (!news.ring()) {
        abandon(); // the loop is closed: nobody else will
      }
    }
  }
}
