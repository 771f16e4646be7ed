package asyncio.flow;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Sends what the test says, and remembers what it was asked for. */
final class ManualPublisher<T> implements Flow.Publisher<T>, Flow.Subscription {

  final List<Long> requests = new CopyOnWriteArrayList<>();
  volatile int cancellations;
  volatile Flow.Subscriber<? super T> subscriber;
  private final boolean agreesAtOnce;

  ManualPublisher() {
    this(true);
  }

  ManualPublisher(boolean agreesAtOnce) {
    this.agreesAtOnce = agreesAtOnce;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> newSubscriber) {
    subscriber = newSubscriber;
    if (agreesAtOnce) {
      newSubscriber.onSubscribe(this);
    }
  }

  @SafeVarargs
  final void send(T... items) {
    for (T item : items) {
      subscriber.onNext(item);
    }
  }

  @Override
  public void request(long count) {
    requests.add(count);
  }

  @Override
  public void cancel() {
    cancellations++;
  }
}
