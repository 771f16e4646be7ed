package asyncio.flow;

import static asyncio.Asyncio.allTasks;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.queue.Queue;
import asyncio.support.NoLeaks;
import asyncio.task.CancelledError;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is iterated over becomes a publisher; the rules of the protocol are in PublisherTckTest. */
@ExtendWith(NoLeaks.class)
class IterablePublisherTest {

  /** Counts up; remembers how far, and that it was closed. */
  private static final class Counter implements Iterable<Integer>, AutoCloseable {

    private final int count;
    private int given;
    private int closed;

    Counter(int count) {
      this.count = count;
    }

    @Override
    public Iterator<Integer> iterator() {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return given < count;
        }

        @Override
        public Integer next() {
          return given++;
        }
      };
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private static <T> RecordingSubscriber<T> subscribe(Iterable<? extends T> items) {
    RecordingSubscriber<T> subscriber = new RecordingSubscriber<>();
    IterablePublisher.<T>of(items, getRunningLoop()).subscribe(subscriber);
    settle();
    return subscriber;
  }

  /** Lets everything run that can. */
  private static void settle() {
    for (int i = 0; i < 10; i++) {
      sleep(ZERO);
    }
  }

  private static void request(RecordingSubscriber<?> subscriber, long count) {
    subscriber.subscription().request(count);
    settle();
  }

  // ---- demand

  @Test
  void takesNothingThatIsNotAskedFor() {
    run(
        () -> {
          Counter counter = new Counter(3);
          RecordingSubscriber<Integer> subscriber = subscribe(counter);
          assertThat(subscriber.signals).containsExactly("subscribed");
          assertThat(counter.given).isZero();
          request(subscriber, 2);
          assertThat(subscriber.signals).containsExactly("subscribed", "item 0", "item 1");
          assertThat(counter.given).isEqualTo(2);
          request(subscriber, 2);
          assertThat(subscriber.signals).endsWith("item 1", "item 2", "completed");
        });
  }

  @Test
  void threadsMaySubscribeAskAndCancel() {
    run(
        () -> {
          var publisher = IterablePublisher.of(new Counter(1000), getRunningLoop());
          RecordingSubscriber<Integer> subscriber =
              new RecordingSubscriber<>() {
                @Override
                public void onNext(Integer item) {
                  super.onNext(item);
                  Thread _ = Thread.ofPlatform().start(() -> subscription().request(1));
                }
              };
          toThread(
              () -> {
                publisher.subscribe(subscriber);
                subscriber.subscription().request(1);
                subscriber.awaitSignal("item 99");
                subscriber.subscription().cancel();
              });
          List<String> signals = subscriber.signals;
          assertThat(signals.subList(1, 101))
              .containsExactlyElementsOf(
                  IntStream.range(0, 100).mapToObj(i -> "item " + i).toList());
          assertThat(signals).doesNotContain("completed", "failed");
        });
  }

  @Test
  void eachSubscriberMayGetItsOwn() {
    run(
        () -> {
          List<Counter> made = new ArrayList<>();
          var publisher =
              IterablePublisher.perSubscriber(
                  () -> {
                    made.add(new Counter(1));
                    return made.getLast();
                  },
                  getRunningLoop());
          for (int i = 0; i < 2; i++) {
            RecordingSubscriber<Integer> subscriber = new RecordingSubscriber<>();
            publisher.subscribe(subscriber);
            settle();
            request(subscriber, 2);
            assertThat(subscriber.signals).containsExactly("subscribed", "item 0", "completed");
          }
          assertThat(made).extracting(counter -> counter.closed).containsExactly(1, 1);
        });
  }

  @Test
  void theSubscriberMaySuspend() {
    run(
        () -> {
          Future<String> gate = createFuture();
          RecordingSubscriber<Integer> subscriber =
              new RecordingSubscriber<>() {
                @Override
                public void onNext(Integer item) {
                  gate.await();
                  super.onNext(item);
                }
              };
          IterablePublisher.of(new Counter(1), getRunningLoop()).subscribe(subscriber);
          settle();
          request(subscriber, 2);
          assertThat(subscriber.signals).containsExactly("subscribed");
          gate.setResult("open");
          settle();
          assertThat(subscriber.signals).containsExactly("subscribed", "item 0", "completed");
        });
  }

  // ---- ends

  @Test
  void cancellingStopsAWaitingIterationWhichLosesNothing() {
    run(
        () -> {
          Queue<String> queue = new Queue<>();
          RecordingSubscriber<String> subscriber = subscribe(queue);
          request(subscriber, 1);
          assertThat(queue.statistics().getters()).isEqualTo(1);
          subscriber.subscription().cancel();
          settle();
          assertThat(allTasks()).containsExactly(currentTask());
          queue.put("kept");
          settle();
          assertThat(queue.get()).isEqualTo("kept");
          assertThat(subscriber.signals).containsExactly("subscribed");
        });
  }

  @Test
  void whateverTheEndWhatIsIteratedOverIsClosed() {
    run(
        () -> {
          Counter completed = new Counter(0);
          request(subscribe(completed), 1);
          assertThat(completed.closed).isEqualTo(1);
          Counter cancelled = new Counter(9);
          subscribe(cancelled).subscription().cancel();
          settle();
          assertThat(cancelled.closed).isEqualTo(1);
          Counter refused = new Counter(9);
          request(subscribe(refused), 0);
          assertThat(refused.closed).isEqualTo(1);
        });
  }

  @Test
  void aFailureIsPassedOnAsItIs() {
    run(
        () -> {
          Exception failure = new IOException("broken");
          RecordingSubscriber<Object> subscriber =
              subscribe(
                  () -> {
                    throw IterablePublisherTest.<RuntimeException>sneaky(failure);
                  });
          assertThat(subscriber.signals).containsExactly("subscribed", "failed");
          assertThat(subscriber.failure.join()).isSameAs(failure);
        });
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E sneaky(Throwable throwable) throws E {
    throw (E) throwable;
  }

  @Test
  void aNullItemIsAFailure() {
    run(
        () -> {
          RecordingSubscriber<Object> subscriber = subscribe(Arrays.asList((Object) null));
          request(subscriber, 1);
          assertThat(subscriber.failure.join())
              .isInstanceOf(NullPointerException.class)
              .hasMessageContaining("items must not be null");
        });
  }

  @Test
  void theEndOfItsTaskIsACancellation() {
    run(
        () -> {
          RecordingSubscriber<String> subscriber = subscribe(new Queue<>());
          Task<?> task =
              allTasks().stream().filter(t -> t != currentTask()).findFirst().orElseThrow();
          task.cancel("enough");
          settle();
          assertThat(task.cancelled()).isTrue();
          assertThat(subscriber.failure.join())
              .isInstanceOf(CancellationException.class)
              .hasCauseInstanceOf(CancelledError.class);
        });
  }

  @Test
  void theEndOfTheLoopIsACancellation() {
    RecordingSubscriber<String> ofRun = new RecordingSubscriber<>();
    run(
        () -> {
          IterablePublisher.of(new Queue<String>(), getRunningLoop()).subscribe(ofRun);
          settle();
        });
    assertThat(ofRun.failure.join()).isInstanceOf(CancellationException.class);

    RecordingSubscriber<String> ofLoop = new RecordingSubscriber<>();
    try (EventLoop loop = newEventLoop()) {
      loop.setExceptionHandler((_, _) -> {}); // the pending task
      IterablePublisher.of(new Queue<String>(), loop).subscribe(ofLoop);
      loop.runUntilComplete(IterablePublisherTest::settle);
    }
    assertThat(ofLoop.failure.join()).isInstanceOf(CancellationException.class);
  }

  @Test
  void aClosedLoopIsAFailure() {
    EventLoop loop = newEventLoop();
    loop.close();
    RecordingSubscriber<Integer> subscriber = new RecordingSubscriber<>();
    IterablePublisher.of(List.of(1), loop).subscribe(subscriber);
    subscriber.subscription().request(1);
    subscriber.subscription().cancel();
    assertThat(subscriber.signals).containsExactly("subscribed", "failed");
    assertThat(subscriber.failure.join()).hasMessageContaining("this one is closed");
  }

  @Test
  void aSubscriberThatThrowsIsCancelledAndReported() {
    run(
        () -> {
          List<ErrorContext> reports = new ArrayList<>();
          getRunningLoop().setExceptionHandler((_, context) -> reports.add(context));
          RuntimeException thrown = new IllegalStateException("in onNext");
          RecordingSubscriber<Integer> subscriber =
              new RecordingSubscriber<>() {
                @Override
                public void onNext(Integer item) {
                  throw thrown;
                }
              };
          Counter counter = new Counter(9);
          IterablePublisher.of(counter, getRunningLoop()).subscribe(subscriber);
          settle();
          request(subscriber, 5);
          assertThat(subscriber.signals).containsExactly("subscribed");
          assertThat(counter.given).isEqualTo(1);
          assertThat(counter.closed).isEqualTo(1);
          assertThat(reports).extracting(ErrorContext::exception).containsExactly(thrown);
        });
  }

  /** The subscriber's own waiting is not interrupted by its own cancellation. */
  @Test
  void cancellingInsideOnNextLetsOnNextEnd() {
    run(
        () -> {
          RecordingSubscriber<Integer> subscriber =
              new RecordingSubscriber<>() {
                @Override
                public void onNext(Integer item) {
                  subscription().cancel();
                  settle();
                  super.onNext(item);
                }
              };
          IterablePublisher.of(new Counter(9), getRunningLoop()).subscribe(subscriber);
          settle();
          request(subscriber, 5);
          settle();
          assertThat(subscriber.signals).containsExactly("subscribed", "item 0");
        });
  }
}
