package asyncio.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.support.Refusals.assertRefused;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Shutting down, and the iteration that ends with it. */
class QueueShutdownTest {

  private final Queue<Integer> queue = new Queue<>(2);
  private final List<String> log = new ArrayList<>();

  private Task<Void> consumer(String name) {
    return createTask(
        name,
        () -> {
          for (int item : queue) {
            log.add(name + " " + item);
          }
          log.add(name + " ends");
        });
  }

  private static void assertShutDown(ThrowingCallable call, String text) {
    assertThatThrownBy(call).isExactlyInstanceOf(QueueShutDown.class).hasMessage(text);
  }

  // ---- shutdown

  @Test
  void whatIsInsideCanStillBeTaken() {
    run(
        () -> {
          queue.put(1);
          queue.put(2);
          queue.shutdown();
          String full = "<Queue size 2 of 2, unfinished 2, shut down> takes nothing more";
          assertShutDown(() -> queue.put(3), full);
          assertShutDown(() -> queue.putNowait(3), full);
          assertThat(queue.get()).isEqualTo(1);
          assertShutDown(
              () -> queue.put(3),
              "<Queue size 1 of 2, unfinished 2, shut down> takes nothing more");
          assertThat(queue.getNowait()).isEqualTo(2);
          String empty =
              "<Queue size 0 of 2, unfinished 2, shut down> is empty, and nothing more will come";
          assertShutDown(queue::get, empty);
          assertShutDown(queue::getNowait, empty);
        });
  }

  @Test
  void endsWhoeverWaits() {
    run(
        () -> {
          Task<Integer> getter = createTask(queue::get);
          settle();
          queue.shutdown();
          assertThatThrownBy(getter::await).isInstanceOf(QueueShutDown.class);
          var full = new Queue<Integer>(1);
          full.putNowait(1);
          List<Task<Void>> putters =
              List.of(createTask(() -> full.put(2)), createTask(() -> full.put(3)));
          settle();
          full.shutdown();
          assertThat(full.getNowait()).as("leaves room, but too late").isEqualTo(1);
          settle();
          assertThat(putters).allMatch(putter -> putter.exception() instanceof QueueShutDown);
          assertThat(full.empty()).isTrue();
        });
  }

  @Test
  void joinStillWaitsForWhatIsInside() {
    run(
        () -> {
          queue.put(1);
          Task<Void> joiner = createTask(queue::join);
          settle();
          queue.shutdown();
          settle();
          assertThat(joiner.done()).isFalse();
          queue.get();
          queue.taskDone();
          joiner.await();
        });
  }

  @Test
  void anImmediateOneDropsWhatIsInsideAndCountsItAsDone() {
    run(
        () -> {
          queue.put(1);
          queue.put(2);
          queue.get();
          Task<Void> joiner = createTask(queue::join);
          settle();
          queue.shutdown(true);
          assertThat(queue.statistics()).isEqualTo(new Queue.Statistics(0, 2, 0, 0, 1, true));
          settle();
          assertThat(joiner.done()).as("one item was taken and is not done").isFalse();
          queue.taskDone();
          joiner.await();
        });
  }

  @Test
  void canBeMadeImmediateAfterwards() {
    run(
        () -> {
          queue.put(1);
          queue.shutdown();
          queue.shutdown();
          Task<Void> joiner = createTask(queue::join);
          settle();
          queue.shutdown(true);
          queue.shutdown(true);
          joiner.await();
          assertShutDown(
              queue::getNowait,
              "<Queue size 0 of 2, shut down> is empty, and nothing more will come");
        });
  }

  /** Items may be reported done before they are taken; then dropping them must not count twice. */
  @Test
  void anImmediateOneNeverCountsBelowZero() {
    queue.putNowait(1);
    queue.taskDone();
    queue.shutdown(true);
    assertThat(queue.statistics().unfinished()).isZero();
  }

  // ---- iteration

  @Test
  void anIterationTakesEverythingAndEndsAtTheShutdown() {
    run(
        () -> {
          Task<Void> consumer = consumer("a");
          for (int i = 0; i < 5; i++) {
            queue.put(i);
          }
          queue.shutdown();
          consumer.await();
          assertThat(log).containsExactly("a 0", "a 1", "a 2", "a 3", "a 4", "a ends");
          for (int never : queue) {
            log.add("never " + never);
          }
          assertThat(log).hasSize(6);
        });
  }

  @Test
  void severalConsumersShareTheItemsAndAllEnd() {
    run(
        () -> {
          consumer("a");
          consumer("b");
          consumer("idle");
          settle();
          queue.putNowait(1);
          settle();
          queue.putNowait(2);
          settle();
          assertThat(log).containsExactly("a 1", "b 2");
          queue.shutdown();
          settle();
          assertThat(log).endsWith("idle ends", "a ends", "b ends");
        });
  }

  @Test
  void aCancelledConsumerLosesNoItem() {
    run(
        () -> {
          Task<Void> a = consumer("a");
          settle();
          queue.putNowait(1);
          a.cancel();
          assertThatThrownBy(a::await).isInstanceOf(CancelledError.class);
          assertThat(queue.getNowait()).isEqualTo(1);
        });
  }

  @Test
  void hasNextTakesOneItemAndKeepsIt() {
    run(
        () -> {
          queue.put(1);
          queue.put(2);
          Iterator<Integer> iterator = queue.iterator();
          assertThat(iterator.hasNext()).isTrue();
          assertThat(iterator.hasNext()).as("asked again").isTrue();
          assertThat(queue.qsize()).isEqualTo(1);
          queue.shutdown(true);
          assertThat(iterator.hasNext()).as("the item that it holds").isTrue();
          assertThat(iterator.next()).isEqualTo(1);
          assertThat(iterator.hasNext()).isFalse();
          assertRefused(
              NoSuchElementException.class,
              iterator::next,
              "the queue is",
              "shut down and empty",
              "ask hasNext() first");
        });
  }

  @Test
  void nextWithoutHasNextWaitsForTheItem() {
    run(
        () -> {
          Task<Integer> taker = createTask(() -> queue.iterator().next());
          settle();
          queue.put(1);
          assertThat(taker.await()).isEqualTo(1);
        });
  }

  /** The error belongs to the body, not to the queue: it must not end the loop silently. */
  @Test
  void aShutDownQueueInsideTheBodyIsHeard() {
    run(
        () -> {
          queue.put(1);
          assertThatThrownBy(
                  () -> {
                    for (int item : queue) {
                      queue.shutdown();
                      queue.put(item);
                    }
                  })
              .isInstanceOf(QueueShutDown.class);
        });
  }
}
