package asyncio.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.support.Refusals.assertIllegalState;
import static asyncio.support.Refusals.assertRefused;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all kinds of queues. The names of the factory methods give the limit. */
class QueueTest {

  private final List<String> log = new ArrayList<>();

  static Stream<Queue<Integer>> unbounded() {
    return Stream.of(
        new Queue<>(), new LifoQueue<>(), new PriorityQueue<>(), new Queue<>(-1), new Queue<>(0));
  }

  static Stream<Queue<Integer>> ofOne() {
    return Stream.of(new Queue<>(1), new LifoQueue<>(1), new PriorityQueue<>(1));
  }

  private Task<Void> getter(String name, Queue<Integer> queue) {
    return createTask(
        name,
        () -> {
          log.add(name + " got " + queue.get());
        });
  }

  private Task<Void> putter(String name, Queue<Integer> queue, int item) {
    return createTask(
        name,
        () -> {
          queue.put(item);
          log.add(name + " put");
        });
  }

  // ---- waiting

  @ParameterizedTest
  @MethodSource("unbounded")
  void isNeverFullWithoutALimit(Queue<Integer> queue) {
    run(
        () -> {
          for (int i = 0; i < 1000; i++) {
            queue.put(i);
          }
          assertThat(queue.full()).isFalse();
          assertThat(queue.qsize()).isEqualTo(1000);
        });
  }

  @ParameterizedTest
  @MethodSource("ofOne")
  void holdsProducersAndConsumersBack(Queue<Integer> queue) {
    run(
        () -> {
          putter("p1", queue, 1);
          putter("p2", queue, 2);
          settle();
          assertThat(log).containsExactly("p1 put");
          assertThat(queue.full()).isTrue();
          getter("g1", queue);
          getter("g2", queue);
          getter("g3", queue);
          settle();
          assertThat(log).containsExactly("p1 put", "g1 got 1", "p2 put", "g2 got 2");
          assertThat(queue.empty()).isTrue();
          queue.put(3);
          settle();
          assertThat(log).endsWith("g3 got 3");
        });
  }

  @ParameterizedTest
  @MethodSource("ofOne")
  void aCancelledGetterLosesNoItem(Queue<Integer> queue) {
    run(
        () -> {
          Task<Void> a = getter("a", queue);
          getter("b", queue);
          settle();
          queue.putNowait(1);
          a.cancel();
          settle();
          assertThat(log).containsExactly("b got 1");
          Task<Void> c = getter("c", queue);
          settle();
          c.cancel();
          queue.putNowait(2);
          settle();
          assertThat(queue.getNowait()).isEqualTo(2);
        });
  }

  @ParameterizedTest
  @MethodSource("ofOne")
  void aCancelledPutterPutsNothingAndLeavesItsRoomToTheNext(Queue<Integer> queue) {
    run(
        () -> {
          queue.putNowait(0);
          Task<Void> a = putter("a", queue, 1);
          putter("b", queue, 2);
          settle();
          assertThat(queue.getNowait()).isZero();
          a.cancel();
          settle();
          assertThat(log).containsExactly("b put");
          assertThat(queue.getNowait()).isEqualTo(2);
          assertThat(queue.statistics().unfinished()).isEqualTo(2 + 1 - 1);
        });
  }

  /** A cancelled task passes its wake-up on only if there is something to go on with. */
  @Test
  void aWakeupWhoseItemIsGoneAlreadyWakesNobody() {
    run(
        () -> {
          var queue = new Queue<Integer>();
          Task<Void> a = getter("a", queue);
          Task<Void> b = getter("b", queue);
          getter("c", queue);
          settle();
          queue.putNowait(1);
          a.cancel();
          assertThat(queue.getNowait()).isEqualTo(1);
          settle();
          queue.putNowait(2);
          queue.putNowait(3);
          settle();
          assertThat(log).containsExactly("b got 2", "c got 3");
          assertThat(b.done()).isTrue();
        });
  }

  // ---- finishing

  @Test
  void joinWaitsUntilEverythingIsWorkedOff() {
    run(
        () -> {
          var queue = new Queue<Integer>();
          queue.join();
          queue.putNowait(1);
          queue.putNowait(2);
          Task<Void> joiner = createTask(queue::join);
          Task<Void> cancelled = createTask(queue::join);
          settle();
          cancelled.cancel();
          queue.getNowait();
          queue.getNowait();
          queue.taskDone();
          settle();
          assertThat(joiner.done()).as("one item is not worked off").isFalse();
          queue.taskDone();
          queue.putNowait(3);
          settle();
          assertThat(joiner.done()).as("it was worked off once").isTrue();
          assertThat(cancelled.cancelled()).isTrue();
        });
  }

  // ---- state

  @Test
  void showsItsState() {
    run(
        () -> {
          var queue = new Queue<Integer>(2);
          assertThat(queue).hasToString("<Queue size 0 of 2>");
          Task<Void> getter = getter("g", queue);
          settle();
          assertThat(queue).hasToString("<Queue size 0 of 2, getters 1>");
          assertThat(getter.toString()).contains("waiting for <Queue size 0 of 2, getters 1>");
          queue.putNowait(1);
          settle();
          queue.putNowait(2);
          queue.putNowait(3);
          Task<Void> p1 = putter("p1", queue, 4);
          Task<Void> p2 = putter("p2", queue, 5);
          settle();
          queue.shutdown();
          assertThat(queue).hasToString("<Queue size 2 of 2, putters 2, unfinished 3, shut down>");
          assertThat(queue.statistics()).isEqualTo(new Queue.Statistics(2, 2, 0, 2, 3, true));
          p1.cancel();
          p2.cancel();
        });
  }

  @Test
  void saysItsKind() {
    assertThat(new LifoQueue<>()).hasToString("<LifoQueue size 0>");
    assertThat(new PriorityQueue<>(3)).hasToString("<PriorityQueue size 0 of 3>");
    assertThat(new Queue<>(-4).maxsize()).isEqualTo(-4);
  }

  // ---- bad input

  @ParameterizedTest
  @MethodSource("ofOne")
  void whatWouldHaveToWaitIsRefusedWithoutWaiting(Queue<Integer> queue) {
    String kind = "<" + queue.getClass().getSimpleName();
    assertRefused(
        QueueEmpty.class,
        queue::getNowait,
        kind + " size 0 of 1> is empty",
        "get() waits for an item",
        "empty() tells whether there is one");
    queue.putNowait(1);
    assertRefused(
        QueueFull.class,
        () -> queue.putNowait(2),
        kind + " size 1 of 1, unfinished 1> is full",
        "put() waits for room",
        "full() tells whether there is some");
    assertThat(queue.getNowait()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("ofOne")
  void nullItemsAreRefused(Queue<Integer> queue) {
    run(
        () -> {
          assertRefusesNull(() -> queue.put(null));
          assertRefusesNull(() -> queue.putNowait(null));
          queue.putNowait(1);
          assertRefusesNull(() -> queue.put(null));
          assertThat(queue.statistics()).isEqualTo(new Queue.Statistics(1, 1, 0, 0, 1, false));
        });
  }

  private static void assertRefusesNull(Runnable put) {
    assertThatThrownBy(put::run)
        .isExactlyInstanceOf(NullPointerException.class)
        .hasMessage(
            "a queue's items must not be null; use Optional, or shutdown() to mark the end");
  }

  @Test
  void moreTasksDoneThanItemsIsRefused() {
    var queue = new Queue<Integer>();
    assertTooManyDone(queue, "<Queue size 0>");
    queue.putNowait(1);
    queue.taskDone();
    assertTooManyDone(queue, "<Queue size 1>");
    assertThat(queue.statistics().unfinished()).isZero();
  }

  private static void assertTooManyDone(Queue<Integer> queue, String text) {
    assertIllegalState(
        queue::taskDone,
        "taskDone() called too many times",
        "all items of " + text + " are done",
        "call it once per item taken");
  }
}
