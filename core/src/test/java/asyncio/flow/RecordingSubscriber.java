package asyncio.flow;

import static asyncio.support.Eventually.eventually;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Asks when it is told to, and remembers all signals as texts. */
class RecordingSubscriber<T> implements Flow.Subscriber<T> {

  final List<String> signals = new CopyOnWriteArrayList<>();
  final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  Flow.Subscription subscription() {
    return subscription.join();
  }

  @Override
  public void onSubscribe(Flow.Subscription offered) {
    signals.add("subscribed");
    subscription.complete(offered);
  }

  @Override
  public void onNext(T item) {
    signals.add("item " + item);
  }

  @Override
  public void onError(Throwable thrown) {
    signals.add("failed");
    failure.complete(thrown);
  }

  @Override
  public void onComplete() {
    signals.add("completed");
  }

  /** Waits, in a thread of its own. */
  void awaitSignal(String signal) {
    eventually(signal + " among " + signals, () -> signals.contains(signal));
  }
}
