package asyncio.flow;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.runCoroutineThreadsafe;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Refusals.assertIllegalArgument;
import static asyncio.support.Refusals.assertIllegalState;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.queue.Queue;
import asyncio.support.NoLeaks;
import asyncio.task.CancelledError;
import asyncio.task.Coroutine;
import asyncio.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A publisher's items in a for-each; the rules of the protocol are in SubscriberTckTest. */
@ExtendWith(NoLeaks.class)
class PublisherIteratorTest {

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static <T> List<T> toList(Iterable<T> items) {
    List<T> list = new ArrayList<>();
    items.forEach(list::add);
    return list;
  }

  // ---- items

  @Test
  void givesWhatOtherThreadsPublishInOrder() {
    run(
        () -> {
          try (ExecutorService threads = Executors.newFixedThreadPool(2);
              var publisher = new SubmissionPublisher<Integer>(threads, 4);
              var items = PublisherIterator.of(publisher, 4)) {
            Thread _ =
                Thread.ofPlatform()
                    .start(
                        () -> {
                          try (publisher) {
                            numbers(2000)
                                .forEach(publisher::submit); // waits where there is no room
                          }
                        });
            assertThat(toList(items)).isEqualTo(numbers(2000));
          }
        });
  }

  /** Both bridges: from the queue of one loop, with demand, to a task of another. */
  @Test
  void connectsTwoLoops() throws Exception {
    try (BackgroundLoop background = new BackgroundLoop()) {
      Queue<Integer> queue = new Queue<>(2);
      var _ =
          runCoroutineThreadsafe(
              () -> {
                numbers(500).forEach(queue::put);
                queue.shutdown();
              },
              background.loop());
      run(
          () -> {
            try (var items =
                PublisherIterator.of(IterablePublisher.of(queue, background.loop()), 8)) {
              assertThat(toList(items)).isEqualTo(numbers(500));
            }
          });
    }
  }

  @Test
  void asksForAWindowAndRefillsByHalves() {
    run(
        () -> {
          ManualPublisher<Integer> publisher = new ManualPublisher<>();
          var items = PublisherIterator.of(publisher, 4).iterator();
          sleep(ZERO);
          assertThat(publisher.requests).containsExactly(4L);
          publisher.send(0, 1, 2, 3);
          take(items, 1);
          assertThat(publisher.requests).containsExactly(4L);
          take(items, 2);
          assertThat(publisher.requests).containsExactly(4L, 2L);
          take(items, 1);
          assertThat(publisher.requests).containsExactly(4L, 2L, 2L);
        });
  }

  private static void take(Iterator<?> items, int count) {
    for (int i = 0; i < count; i++) {
      items.next();
    }
  }

  @Test
  void aWindowOfOneAsksForEachByItself() {
    run(
        () -> {
          ManualPublisher<Integer> publisher = new ManualPublisher<>();
          var items = PublisherIterator.of(publisher, 1).iterator();
          sleep(ZERO);
          publisher.send(0);
          take(items, 1);
          publisher.send(1);
          take(items, 1);
          assertThat(publisher.requests).containsExactly(1L, 1L, 1L);
        });
  }

  @Test
  void eachItemGoesToOneOfSeveralTasksInTheOrderInWhichTheyCame() {
    run(
        () -> {
          ManualPublisher<Integer> publisher = new ManualPublisher<>();
          var items = PublisherIterator.of(publisher);
          Task<Integer> first = createTask(() -> items.iterator().next());
          Task<Integer> second = createTask(() -> items.iterator().next());
          Task<Boolean> third = createTask(() -> items.iterator().hasNext());
          sleep(ZERO);
          publisher.send(1);
          publisher.send(2);
          assertThat(first.await()).isEqualTo(1);
          assertThat(second.await()).isEqualTo(2);
          publisher.subscriber.onComplete();
          assertThat(third.await()).isFalse();
        });
  }

  // ---- ends

  @Test
  void aFailureFollowsTheItemsAndStays() {
    run(
        () -> {
          ManualPublisher<Integer> publisher = new ManualPublisher<>();
          var items = PublisherIterator.of(publisher);
          Exception failure = new IOException("broken");
          publisher.send(1);
          publisher.subscriber.onError(failure);
          Iterator<Integer> iterator = items.iterator();
          assertThat(iterator.next()).isEqualTo(1);
          assertThatThrownBy(iterator::hasNext).isSameAs(failure);
          assertThatThrownBy(iterator::hasNext).isSameAs(failure);
          items.close();
          assertThat(items).isEmpty();
        });
  }

  @Test
  void closingCancelsDropsAndEndsWhoWaits() {
    run(
        () -> {
          ManualPublisher<Integer> publisher = new ManualPublisher<>();
          var items = PublisherIterator.of(publisher);
          Task<List<Integer>> waiting = createTask(() -> toList(items));
          sleep(ZERO);
          publisher.send(1);
          items.close();
          items.close();
          publisher.send(2); // rule 2.8: may still come
          publisher.subscriber.onError(new IOException("late"));
          assertThat(waiting.await()).isEmpty();
          assertThat(items).isEmpty();
          assertThat(publisher.cancellations).isEqualTo(1);
        });
  }

  @Test
  void leavingTheBlockCancels() {
    run(
        () -> {
          ManualPublisher<Integer> publisher = new ManualPublisher<>();
          try (var items = PublisherIterator.of(publisher)) {
            publisher.send(1, 2);
            for (Integer item : items) {
              assertThat(item).isEqualTo(1);
              break;
            }
          }
          assertThat(publisher.cancellations).isEqualTo(1);
        });
  }

  @Test
  void whatIsClosedBeforeThePublisherAgreesIsCancelledThen() {
    run(
        () -> {
          ManualPublisher<Integer> publisher = new ManualPublisher<>(false);
          PublisherIterator.of(publisher).close();
          publisher.subscriber.onSubscribe(publisher);
          sleep(ZERO);
          assertThat(publisher.cancellations).isEqualTo(1);
          assertThat(publisher.requests).isEmpty();
        });
  }

  @Test
  void whatIsClosedBeforeTheFirstRequestIsNotAskedForAnything() {
    run(
        () -> {
          ManualPublisher<Integer> publisher = new ManualPublisher<>();
          PublisherIterator.of(publisher).close();
          sleep(ZERO);
          assertThat(publisher.requests).isEmpty();
          assertThat(publisher.cancellations).isPositive();
        });
  }

  @Test
  void aCancelledTaskTakesNoItem() {
    run(
        () -> {
          ManualPublisher<Integer> publisher = new ManualPublisher<>();
          var items = PublisherIterator.of(publisher);
          Task<Integer> task = createTask(() -> items.iterator().next());
          sleep(ZERO);
          publisher.send(1);
          task.cancel(); // after the item has come, before the task could run
          assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
          assertThat(items.iterator().next()).isEqualTo(1);
        });
  }

  @Test
  void aClosedLoopCancelsAtTheNextSignal() {
    ManualPublisher<Integer> publisher = new ManualPublisher<>();
    run((Coroutine<?>) () -> PublisherIterator.of(publisher));
    assertThat(publisher.cancellations).isZero();
    publisher.send(1, 2);
    assertThat(publisher.cancellations).isEqualTo(1);
  }

  // ---- bad input

  @Test
  void badInputIsRefused() {
    run(
        () -> {
          ManualPublisher<Integer> publisher = new ManualPublisher<>();
          assertIllegalArgument(
              () -> PublisherIterator.of(publisher, 0),
              "must be positive",
              "0 is not",
              "1 or more");
          var items = PublisherIterator.of(publisher);
          Flow.Subscriber<? super Integer> subscriber = publisher.subscriber;
          assertThatThrownBy(() -> subscriber.onNext(null))
              .isInstanceOf(NullPointerException.class);
          toThread(
              () ->
                  assertIllegalState(
                      items::close,
                      "PublisherIterator.close is not thread-safe",
                      "called from Thread",
                      "loop.callSoonThreadsafe"));
        });
  }

  @Test
  void itemsBelongToTheLoopThatSubscribed() {
    ManualPublisher<Integer> publisher = new ManualPublisher<>();
    var items = run((Coroutine<PublisherIterator<Integer>>) () -> PublisherIterator.of(publisher));
    run(
        () ->
            assertIllegalState(
                () -> items.iterator().hasNext(),
                "belong to the loop",
                "another",
                "subscribe there"));
    assertIllegalState(
        () -> PublisherIterator.of(publisher), "no running event loop", "main", "run");
  }
}
