package asyncio.flow;

import static asyncio.Asyncio.runCoroutineThreadsafe;

import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;

/** Who iterates over a publisher keeps the rules of reactive streams as its subscriber. */
@ExtendWith(NoLeaks.class)
class SubscriberTckTest {

  private final BackgroundLoop background = new BackgroundLoop();

  @AfterEach
  void closeLoop() throws InterruptedException {
    background.close();
  }

  @TestFactory
  Stream<DynamicTest> fromOutside() {
    return TckTests.of(Blackbox::new);
  }

  @TestFactory
  Stream<DynamicTest> fromInside() {
    return TckTests.of(Whitebox::new);
  }

  /** The subscriber of a task that iterates to the end, and an action that ends it earlier. */
  private record Iteration(Flow.Subscriber<? super Integer> subscriber, Runnable close) {}

  private Iteration startIterating() {
    CompletableFuture<Iteration> started = new CompletableFuture<>();
    EventLoop loop = background.loop();
    CompletableFuture<?> _ = runCoroutineThreadsafe(() -> iterate(started), loop);
    return started.join();
  }

  private void iterate(CompletableFuture<Iteration> started) {
    EventLoop loop = background.loop();
    CompletableFuture<Flow.Subscriber<? super Integer>> subscriber = new CompletableFuture<>();
    Flow.Publisher<Integer> publisher = subscriber::complete;
    try (var items = PublisherIterator.of(publisher)) {
      started.complete(
          new Iteration(subscriber.join(), () -> loop.callSoonThreadsafe(items::close)));
      items.forEach(_ -> {});
    }
  }

  /** Tells a listener everything, after the subscriber. */
  private record Observed(
      Flow.Subscriber<? super Integer> subscriber,
      WhiteboxSubscriberProbe<Integer> probe,
      Runnable cancel)
      implements Flow.Subscriber<Integer> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscriber.onSubscribe(subscription);
      probe.registerOnSubscribe(
          new SubscriberPuppet() {
            @Override
            public void triggerRequest(long elements) {} // it has asked for its window

            @Override
            public void signalCancel() {
              cancel.run();
            }
          });
    }

    @Override
    public void onNext(Integer item) {
      subscriber.onNext(item);
      probe.registerOnNext(item);
    }

    @Override
    public void onError(Throwable failure) {
      subscriber.onError(failure);
      probe.registerOnError(failure);
    }

    @Override
    public void onComplete() {
      subscriber.onComplete();
      probe.registerOnComplete();
    }
  }

  private final class Blackbox extends FlowSubscriberBlackboxVerification<Integer> {

    Blackbox() {
      super(TckTests.environment());
    }

    @Override
    @SuppressWarnings("unchecked") // it takes any super type's, so these
    public Flow.Subscriber<Integer> createFlowSubscriber() {
      return (Flow.Subscriber<Integer>) startIterating().subscriber();
    }

    @Override
    public Integer createElement(int element) {
      return element;
    }
  }

  private final class Whitebox extends FlowSubscriberWhiteboxVerification<Integer> {

    Whitebox() {
      super(TckTests.environment());
    }

    @Override
    public Flow.Subscriber<Integer> createFlowSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
      Iteration iteration = startIterating();
      return new Observed(iteration.subscriber(), probe, iteration.close());
    }

    @Override
    public Integer createElement(int element) {
      return element;
    }
  }
}
