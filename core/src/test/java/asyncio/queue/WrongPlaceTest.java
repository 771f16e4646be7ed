package asyncio.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Refusals.assertIllegalState;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.Action;
import asyncio.task.Task;
import org.junit.jupiter.api.Test;

/** Use outside of tasks, from other threads and by tasks of two loops. */
class WrongPlaceTest {

  private final Queue<Integer> queue = new Queue<>(1);

  @Test
  void waitingOutsideOfATask() {
    assertNeedsTask("Queue.put", () -> queue.put(1));
    assertNeedsTask("Queue.get", queue::get);
    assertNeedsTask("Queue.join", queue::join);
    assertNeedsTask("Queue.get", () -> queue.iterator().next());
    assertThat(queue.empty()).isTrue();
  }

  private static void assertNeedsTask(String operation, Action call) {
    assertIllegalState(
        call::run,
        operation + " suspends a task",
        Thread.currentThread() + " runs none",
        "call it inside run(() -> …)");
  }

  @Test
  void anotherThreadThatWouldWakeSomebodyChangesNothing() {
    run(
        () -> {
          Task<Integer> getter = createTask(queue::get);
          settle();
          toThread(() -> assertNotThreadSafe("Queue.putNowait", () -> queue.putNowait(1)));
          assertThat(queue.statistics()).isEqualTo(new Queue.Statistics(0, 1, 1, 0, 0, false));
          queue.putNowait(1);
          assertThat(getter.await()).isEqualTo(1);

          Task<Void> joiner = createTask(queue::join);
          queue.putNowait(2);
          Task<Void> putter = createTask(() -> queue.put(3));
          settle();
          queue.taskDone();
          toThread(
              () -> {
                assertNotThreadSafe("Queue.getNowait", queue::getNowait);
                assertNotThreadSafe("Queue.taskDone", queue::taskDone);
                assertNotThreadSafe("Queue.shutdown", () -> queue.shutdown(true));
              });
          assertThat(queue.statistics()).isEqualTo(new Queue.Statistics(1, 1, 0, 1, 1, false));
          queue.taskDone();
          joiner.await();
          assertThat(queue.getNowait()).isEqualTo(2);
          putter.await();
        });
  }

  private static void assertNotThreadSafe(String operation, Action call) {
    assertIllegalState(
        call::run,
        operation + " is not thread-safe",
        "called from " + Thread.currentThread(),
        "loop.callSoonThreadsafe(() -> …)");
  }

  @Test
  void aLineBelongsToOneLoop() {
    run(
        () -> {
          Task<Integer> getter = createTask(queue::get);
          settle();
          toThread(
              () ->
                  run(
                      () ->
                          assertIllegalState(
                              queue::get,
                              "<Queue size 0 of 1, getters 1> is bound to a different event loop",
                              "whose tasks wait for it",
                              "give each loop one of its own")));
          queue.putNowait(1);
          assertThat(getter.await()).isEqualTo(1);
        });
  }
}
