package asyncio.flow;

import asyncio.task.EventLoop;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * Publishes what a task iterates over. Any thread.
 *
 * <pre>{@code
 * Flow.Publisher<Line> lines = IterablePublisher.of(queue, getRunningLoop());
 * }</pre>
 *
 * <p>Each subscription is a task of the loop, which iterates in its own time: {@code hasNext} and
 * {@code next} may suspend. They are called on demand only, so that a subscriber that cancels loses
 * nothing; therefore the end, too, is found out when one more item was asked for. What the
 * iteration throws is signalled as the failure; the end of the loop as a {@link
 * java.util.concurrent.CancellationException}.
 *
 * <p>The subscriber is called in that task: its methods may suspend, and must not block. One that
 * throws is treated as cancelled, and the loop's exception handler is told.
 *
 * <p>When the subscription ends, in whatever way, the iterator is closed if it is {@link
 * AutoCloseable}, else the iterable if that is. Cancelling interrupts a waiting iteration, as
 * {@code Task.cancel} does.
 *
 * @param <T> the type of the items
 */
public final class IterablePublisher<T> implements Flow.Publisher<T> {

  private final Supplier<? extends Iterable<? extends T>> source;
  private final EventLoop loop;

  private IterablePublisher(Supplier<? extends Iterable<? extends T>> source, EventLoop loop) {
    this.source = Objects.requireNonNull(source, "source");
    this.loop = Objects.requireNonNull(loop, "loop");
  }

  /**
   * A publisher of {@code items}, of which each subscriber gets an iterator. Subscribers of
   * something that can be iterated once, such as a queue or a generator, share it.
   */
  public static <T> IterablePublisher<T> of(Iterable<? extends T> items, EventLoop loop) {
    Objects.requireNonNull(items, "items");
    return new IterablePublisher<>(() -> items, loop);
  }

  /**
   * A publisher that asks {@code source} for something new to iterate over for each subscriber,
   * such as a generator; on the loop, at the begin of the subscription.
   */
  public static <T> IterablePublisher<T> perSubscriber(
      Supplier<? extends Iterable<? extends T>> source, EventLoop loop) {
    return new IterablePublisher<>(source, loop);
  }

  /** Subscribes; the signals come from the loop. If the loop is closed, the first is a failure. */
  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    new IteratingSubscription<>(source, Objects.requireNonNull(subscriber, "subscriber"), loop)
        .start();
  }
}
