package asyncio.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Eventually.eventually;
import static asyncio.support.Refusals.assertIllegalState;
import static java.time.Duration.ZERO;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.NoLeaks;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A queue of a loop, used by plain threads as a BlockingQueue. */
@ExtendWith(NoLeaks.class)
class BlockingViewTest {

  /** A plain thread with an outcome. */
  private static final class Caller<T> extends FutureTask<T> {

    private final Thread thread = Thread.ofPlatform().unstarted(this);

    Caller(Callable<T> code) {
      super(code);
    }

    static <T> Caller<T> start(Callable<T> code) {
      Caller<T> caller = new Caller<>(code);
      caller.thread.start();
      return caller;
    }

    /** Waits for the outcome without blocking the loop. */
    T await() {
      return toThread(() -> get());
    }

    /** How it failed. */
    Throwable awaitFailure() {
      return toThread(
          () -> {
            try {
              throw new AssertionError("it returned " + get());
            } catch (ExecutionException e) {
              return e.getCause();
            }
          });
    }
  }

  private static void untilWaiting(Queue<?> queue, int getters, int putters) {
    while (queue.statistics().getters() != getters || queue.statistics().putters() != putters) {
      sleep(ZERO);
    }
  }

  // ---- waiting

  @Test
  void takeBlocksItsThreadUntilATaskPuts() {
    run(
        () -> {
          Queue<String> queue = new Queue<>();
          BlockingQueue<String> view = queue.forThreads();
          Caller<String> taker = Caller.start(view::take);
          untilWaiting(queue, 1, 0);
          queue.put("item");
          assertThat(taker.await()).isEqualTo("item");
        });
  }

  @Test
  void putBlocksItsThreadWhileTheQueueIsFull() {
    run(
        () -> {
          Queue<Integer> queue = new Queue<>(1);
          BlockingQueue<Integer> view = queue.forThreads();
          queue.put(1);
          Caller<Void> putter =
              Caller.start(
                  () -> {
                    view.put(2);
                    return null;
                  });
          untilWaiting(queue, 0, 1);
          assertThat(queue.qsize()).isEqualTo(1);
          assertThat(queue.get()).isEqualTo(1);
          assertThat(queue.get()).isEqualTo(2);
          putter.await();
        });
  }

  @Test
  void threadsAndTasksStandInOneLine() {
    run(
        () -> {
          Queue<Integer> queue = new Queue<>();
          BlockingQueue<Integer> view = queue.forThreads();
          Task<Integer> first = createTask(queue::get);
          untilWaiting(queue, 1, 0);
          Caller<Integer> second = Caller.start(view::take);
          untilWaiting(queue, 2, 0);
          Task<Integer> third = createTask(queue::get);
          untilWaiting(queue, 3, 0);
          queue.put(1);
          queue.put(2);
          queue.put(3);
          assertThat(first.await()).isEqualTo(1);
          assertThat(second.await()).isEqualTo(2);
          assertThat(third.await()).isEqualTo(3);
        });
  }

  @Test
  void timeIsOverWithNothingTakenOrPut() {
    run(
        () -> {
          Queue<Integer> queue = new Queue<>(1);
          BlockingQueue<Integer> view = queue.forThreads();
          assertThat(toThread(() -> poll(view))).isNull();
          untilWaiting(queue, 0, 0);
          queue.put(1);
          assertThat(toThread(() -> view.offer(2, 1, MILLISECONDS))).isFalse();
          untilWaiting(queue, 0, 0);
          assertThat(queue.snapshot()).containsExactly(1);
        });
  }

  /** Not a lambda in its place: it would not say whether its result may be null. */
  private static Integer poll(BlockingQueue<Integer> view) throws InterruptedException {
    return view.poll(1, MILLISECONDS);
  }

  @Test
  void aTimeOfZeroAsksOnce() {
    run(
        () -> {
          Queue<Integer> queue = new Queue<>(1);
          BlockingQueue<Integer> view = queue.forThreads();
          assertThat(toThread(() -> view.offer(1, 0, MILLISECONDS))).isTrue();
          assertThat(toThread(() -> view.offer(2, 0, MILLISECONDS))).isFalse();
          assertThat(toThread(() -> view.poll(0, MILLISECONDS))).isEqualTo(1);
          assertThat(toThread(() -> view.offer(3, 1, MINUTES))).isTrue();
          assertThat(toThread(() -> view.poll(1, MINUTES))).isEqualTo(3);
        });
  }

  // ---- interrupts

  @Test
  void anInterruptTakesTheRequestBack() {
    run(
        () -> {
          Queue<Integer> queue = new Queue<>(1);
          BlockingQueue<Integer> view = queue.forThreads();
          Caller<Integer> taker = Caller.start(view::take);
          untilWaiting(queue, 1, 0);
          taker.thread.interrupt();
          assertThat(taker.awaitFailure()).isInstanceOf(InterruptedException.class);
          untilWaiting(queue, 0, 0);
          queue.put(1);
          Caller<Object> putter =
              Caller.start(
                  () -> {
                    view.put(2);
                    return null;
                  });
          untilWaiting(queue, 0, 1);
          putter.thread.interrupt();
          assertThat(putter.awaitFailure()).isInstanceOf(InterruptedException.class);
          untilWaiting(queue, 0, 0);
          assertThat(queue.snapshot()).containsExactly(1);
        });
  }

  /** The thread need not wait for the loop, which is busy here and cannot answer. */
  @Test
  void anInterruptDoesNotWaitForTheLoop() throws Exception {
    try (EventLoop loop = newEventLoop()) {
      BlockingQueue<Integer> view = loop.runUntilComplete(viewOf(new Queue<>()));
      Caller<Integer> taker = Caller.start(view::take); // the loop stands still
      taker.thread.interrupt();
      assertThatThrownBy(taker::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  private static Coroutine<BlockingQueue<Integer>> viewOf(Queue<Integer> queue) {
    return queue::forThreads;
  }

  /** Whichever comes first, the item is either with the thread or in the queue. */
  @Test
  void anInterruptLosesNoItem() {
    int rounds = 500;
    run(
        () -> {
          Queue<Integer> queue = new Queue<>();
          BlockingQueue<Integer> view = queue.forThreads();
          for (int round = 0; round < rounds; round++) {
            Caller<Integer> taker = Caller.start(() -> takeInterrupted(view));
            untilWaiting(queue, 1, 0);
            if (round % 2 == 0) {
              queue.put(round);
              taker.thread.interrupt();
            } else {
              taker.thread.interrupt();
              queue.put(round);
            }
            Integer taken = taker.await();
            assertThat(taken == -1 ? queue.get() : taken).isEqualTo(round);
            assertThat(queue.empty()).isTrue();
          }
        });
  }

  private static int takeInterrupted(BlockingQueue<Integer> view) {
    try {
      return view.take();
    } catch (InterruptedException interrupt) {
      return -1;
    }
  }

  /** Its task was woken already, and lets the next in line have what it was woken for. */
  @Test
  void anInterruptAfterTheWakeUpPassesItOn() {
    run(
        () -> {
          Queue<Integer> queue = new Queue<>(1);
          BlockingQueue<Integer> view = queue.forThreads();
          Caller<Integer> taker = Caller.start(view::take);
          untilWaiting(queue, 1, 0);
          Task<Integer> nextGetter = createTask(queue::get);
          untilWaiting(queue, 2, 0);
          queue.put(1);
          interruptWhileTheLoopIsBusy(taker);
          assertThat(nextGetter.await()).isEqualTo(1);
          queue.put(2);
          Caller<Object> putter = Caller.start(() -> putAll(view, 3, 1));
          untilWaiting(queue, 0, 1);
          Task<?> nextPutter = createTask(() -> queue.put(4));
          untilWaiting(queue, 0, 2);
          assertThat(queue.get()).isEqualTo(2);
          interruptWhileTheLoopIsBusy(putter);
          nextPutter.await();
          assertThat(queue.snapshot()).containsExactly(4);
        });
  }

  private static void interruptWhileTheLoopIsBusy(Caller<?> caller) {
    caller.thread.interrupt();
    while (!caller.isDone()) {
      Thread.onSpinWait();
    }
    assertThat(caller.awaitFailure()).isInstanceOf(InterruptedException.class);
  }

  // ---- many at once

  @Test
  void everyItemArrivesOnceAndInTheOrderOfItsProducer() {
    int producers = 3;
    int perProducer = 300;
    run(
        () -> {
          Queue<Integer> queue = new Queue<>(4);
          BlockingQueue<Integer> view = queue.forThreads();
          List<Caller<Object>> sending = new ArrayList<>();
          for (int p = 0; p < producers; p++) {
            int first = p * perProducer;
            sending.add(Caller.start(() -> putAll(view, first, perProducer)));
          }
          Task<List<Integer>> byTask = createTask(() -> takeAll(queue));
          Caller<List<Integer>> byThread = Caller.start(() -> takeAll(view));
          for (Caller<Object> producer : sending) {
            producer.await();
          }
          queue.shutdown();
          List<Integer> all = new ArrayList<>(byTask.await());
          assertSortedPerProducer(all, perProducer);
          assertSortedPerProducer(byThread.await(), perProducer);
          all.addAll(byThread.await());
          assertThat(all).doesNotHaveDuplicates().hasSize(producers * perProducer);
        });
  }

  private static Object putAll(BlockingQueue<Integer> view, int first, int count)
      throws InterruptedException {
    for (int i = 0; i < count; i++) {
      view.put(first + i);
    }
    return "all put";
  }

  private static List<Integer> takeAll(Iterable<Integer> queue) {
    List<Integer> taken = new ArrayList<>();
    queue.forEach(taken::add);
    return taken;
  }

  private static List<Integer> takeAll(BlockingQueue<Integer> view) throws InterruptedException {
    List<Integer> taken = new ArrayList<>();
    try {
      while (true) {
        taken.add(view.take());
      }
    } catch (QueueShutDown end) {
      return taken;
    }
  }

  private static void assertSortedPerProducer(List<Integer> items, int perProducer) {
    items.stream()
        .collect(groupingBy(item -> item / perProducer))
        .values()
        .forEach(ofOne -> assertThat(ofOne).isSorted());
  }

  // ---- ends

  @Test
  void aShutDownEndsWaitingThreads() {
    run(
        () -> {
          Queue<Integer> queue = new Queue<>(1);
          BlockingQueue<Integer> view = queue.forThreads();
          Caller<Integer> taker = Caller.start(view::take);
          untilWaiting(queue, 1, 0);
          queue.shutdown();
          assertThat(taker.awaitFailure()).isInstanceOf(QueueShutDown.class);
          assertThat(Caller.start(view::poll).awaitFailure()).isInstanceOf(QueueShutDown.class);
          assertThat(Caller.start(() -> view.offer(1)).awaitFailure())
              .isInstanceOf(QueueShutDown.class);
        });
  }

  @Test
  void theLoopItselfIsRefused() {
    run(
        () -> {
          Queue<Integer> queue = new Queue<>(3);
          BlockingQueue<Integer> view = queue.forThreads();
          List<Function<BlockingQueue<Integer>, Object>> calls =
              List.of(BlockingQueue::size, BlockingQueue::poll, v -> v.offer(1));
          for (var call : calls) {
            assertRefusedOnTheLoop(() -> call.apply(view));
          }
          assertRefusedOnTheLoop(view::take);
          assertRefusedOnTheLoop(() -> view.put(1));
        });
  }

  private static void assertRefusedOnTheLoop(ThrowingCallable call) {
    assertIllegalState(
        call, "forThreads() is for other threads", "<Queue size 0 of 3>", "put() and get()");
  }

  @Test
  void isMadeOnALoop() {
    assertIllegalState(
        () -> new Queue<Integer>().forThreads(), "no running event loop", "main", "run(() -> …)");
  }

  @Test
  void aClosedLoopIsRefused() {
    BlockingQueue<Integer> view = run(viewOf(new Queue<>()));
    assertThatThrownBy(view::take)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("this one is closed");
    assertThatThrownBy(view::size).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theEndOfTheProgramEndsWaitingThreads() {
    CompletableFuture<Caller<Integer>> started = new CompletableFuture<>();
    run(
        () -> {
          Queue<Integer> queue = new Queue<>();
          started.complete(Caller.start(queue.forThreads()::take));
          untilWaiting(queue, 1, 0);
        });
    assertThatThrownBy(started.join()::get)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was cancelled, as all are when their loop ends");
  }

  /** Without the courtesy of run(), which cancels the tasks first. */
  @Test
  void closingTheLoopEndsWaitingThreads() throws Exception {
    Caller<Integer> taker;
    try (EventLoop loop = newEventLoop()) {
      BlockingQueue<Integer> view = loop.runUntilComplete(viewOf(new Queue<>()));
      taker = Caller.start(view::take);
      eventually("it blocks", () -> taker.thread.getState() == Thread.State.TIMED_WAITING);
    }
    assertThatThrownBy(taker::get)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the event loop was closed before this was done");
  }

  // ---- the rest of the interface

  @Test
  void answersAtOnce() {
    run(
        () -> {
          Queue<Integer> queue = new Queue<>(3);
          BlockingQueue<Integer> view = queue.forThreads();
          toThread(() -> checkAtOnce(view));
          assertThat(queue.empty()).isTrue();
        });
  }

  private static void checkAtOnce(BlockingQueue<Integer> view) {
    assertThat(view.poll()).isNull();
    assertThat(view.peek()).isNull();
    assertThat(view.offer(1)).isTrue();
    assertThat(view.add(2)).isTrue();
    assertThat(view.remainingCapacity()).isEqualTo(1);
    assertThat(view.offer(3)).isTrue();
    assertThat(view.offer(4)).isFalse();
    assertThatThrownBy(() -> view.add(4)).isInstanceOf(IllegalStateException.class);
    assertThat(view.peek()).isEqualTo(1);
    assertThat(view).hasSize(3).containsExactly(1, 2, 3);
    assertThat(view.contains(2)).isTrue();
    List<Integer> drained = new ArrayList<>();
    assertThat(view.drainTo(drained, 2)).isEqualTo(2);
    assertThat(view.drainTo(drained)).isEqualTo(1);
    assertThat(drained).containsExactly(1, 2, 3);
    assertThat(view.offer(5)).isTrue();
    view.clear();
    assertThat(view.isEmpty()).isTrue();
  }

  @Test
  void refusesWhatNoQueueTakes() {
    run(
        () -> {
          Queue<Integer> queue = new Queue<>();
          BlockingQueue<Integer> view = queue.forThreads();
          assertThat(toThread(view::remainingCapacity)).isEqualTo(Integer.MAX_VALUE);
          assertThat(Caller.start(() -> view.offer(null)).awaitFailure())
              .isInstanceOf(NullPointerException.class)
              .hasMessageContaining("must not be null");
          assertThat(Caller.start(() -> view.drainTo(view)).awaitFailure())
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("into itself");
          queue.put(1);
          assertThat(Caller.start(() -> view.remove(1)).awaitFailure())
              .isInstanceOf(UnsupportedOperationException.class);
        });
  }

  @Test
  void aPriorityQueueKeepsItsOrder() {
    run(
        () -> {
          PriorityQueue<Integer> queue = new PriorityQueue<>();
          BlockingQueue<Integer> view = queue.forThreads();
          toThread(() -> view.addAll(List.of(3, 1, 2)));
          assertThat(toThread(() -> List.copyOf(view))).containsExactly(1, 2, 3);
          assertThat(toThread(view::take)).isEqualTo(1);
        });
  }

  @Test
  void saysWhatItIsWithoutAskingTheLoop() {
    run(
        () ->
            assertThat(new Queue<Integer>().forThreads())
                .hasToString("<Queue for threads of " + getRunningLoop() + ">"));
  }
}
