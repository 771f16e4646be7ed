package asyncio.sync;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.toThread;
import static asyncio.support.Refusals.assertIllegalState;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.Action;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Use outside of tasks, from other threads and by tasks of two loops. */
class WrongPlaceTest {

  private final Lock lock = new Lock();
  private final Event event = new Event();
  private final Condition condition = new Condition();
  private final Semaphore semaphore = new Semaphore(0);
  private final BoundedSemaphore bounded = new BoundedSemaphore(1);
  private final Barrier barrier = new Barrier(2);
  private final List<String> log = new ArrayList<>();

  // ---- outside of tasks

  /** Even if there would be no need to wait. */
  @Test
  void waitingOutsideOfATask() {
    assertNeedsTask("Lock.acquire", lock::acquire);
    assertNeedsTask("Lock.acquire", lock::hold);
    assertNeedsTask("Lock.acquire", condition::acquire);
    assertNeedsTask("Condition.await", condition::await);
    assertNeedsTask("Condition.await", () -> condition.waitFor(() -> false));
    assertNeedsTask("Semaphore.acquire", bounded::acquire);
    assertNeedsTask("Semaphore.acquire", bounded::hold);
    assertNeedsTask("Barrier.await", barrier::await);
    assertNeedsTask("Lock.acquire", barrier::reset);
    assertNeedsTask("Lock.acquire", barrier::abort);
    event.set();
    assertNeedsTask("Event.await", event::await);
    assertThat(lock.locked() || condition.locked() || bounded.locked()).isFalse();
    assertThat(barrier.statistics()).isEqualTo(new Barrier.Statistics(2, 0, false));
  }

  private static void assertNeedsTask(String operation, Action call) {
    assertIllegalState(
        call::run,
        operation + " suspends a task",
        Thread.currentThread() + " runs none",
        "call it inside run(() -> …)");
  }

  /** What does not wait may be prepared before any loop runs. */
  @Test
  void changingOutsideOfATask() {
    event.set();
    semaphore.release();
    run(
        () -> {
          event.await();
          semaphore.acquire();
        });
  }

  // ---- other threads

  private Task<Void> waiter(String name, Action wait) {
    return createTask(
        () -> {
          wait.run();
          log.add(name);
        });
  }

  @Test
  void wakingFromAnotherThreadChangesNothing() {
    run(
        () -> {
          lock.acquire();
          bounded.acquire();
          waiter("lock", lock::acquire);
          waiter("event", event::await);
          waiter("semaphore", semaphore::acquire);
          waiter("bounded", bounded::acquire);
          settle();
          toThread(
              () -> {
                assertNotThreadSafe("Lock.release", lock::release);
                assertNotThreadSafe("Event.set", event::set);
                assertNotThreadSafe("Semaphore.release", semaphore::release);
                assertNotThreadSafe("Semaphore.release", bounded::release);
              });
          assertThat(lock.locked()).isTrue();
          assertThat(event.isSet()).isFalse();
          assertThat(semaphore.statistics()).isEqualTo(new Semaphore.Statistics(0, 1));
          lock.release();
          event.set();
          semaphore.release();
          bounded.release();
          settle();
          assertThat(log).containsExactly("lock", "event", "semaphore", "bounded");
        });
  }

  @Test
  void notifyingFromAnotherThreadChangesNothing() {
    run(
        () -> {
          waiter(
              "condition",
              () -> {
                try (var _ = condition.hold()) {
                  condition.await();
                }
              });
          settle();
          condition.acquire();
          toThread(() -> assertNotThreadSafe("Condition.notify", condition::notifyOne));
          condition.notifyOne();
          condition.release();
          settle();
          assertThat(log).containsExactly("condition");
        });
  }

  private static void assertNotThreadSafe(String operation, Action call) {
    assertIllegalState(
        call::run,
        operation + " is not thread-safe",
        "called from " + Thread.currentThread(),
        "loop.callSoonThreadsafe(() -> …)");
  }

  // ---- two loops

  @Test
  void aLineBelongsToOneLoop() {
    run(
        () -> {
          currentTask().setName("the holder");
          lock.acquire();
          waiter("event", event::await);
          waiter("semaphore", semaphore::acquire);
          waiter("barrier", barrier::await);
          settle();
          inAnotherLoop(
              () -> {
                assertBound("<Lock locked by the holder>", "whose task holds it", lock::acquire);
                assertBound("<Event unset, waiting 1>", "whose tasks wait", event::await);
                assertBound("<Semaphore locked, value 0, waiting 1>", "wait", semaphore::acquire);
              });
          lock.release();
          event.set();
          semaphore.release();
          barrier.await();
        });
    assertThat(log).containsExactly("event", "semaphore", "barrier");
  }

  @Test
  void aConditionThatTasksOfAnotherLoopAwaitKeepsItsLock() {
    run(
        () -> {
          waiter(
              "condition",
              () -> {
                try (var _ = condition.hold()) {
                  condition.await();
                }
              });
          settle();
          inAnotherLoop(
              () -> {
                condition.acquire();
                assertIllegalState(
                    condition::await, "bound to a different event loop", "wait", "give each loop");
                assertThat(condition.locked()).isTrue();
                condition.release();
              });
          condition.acquire();
          condition.notifyOne();
          condition.release();
        });
    assertThat(log).containsExactly("condition");
  }

  /** As long as nobody waits, nothing ties it to a loop. */
  @Test
  void servesOneLoopAfterTheOther() {
    for (int i = 0; i < 2; i++) {
      run(
          () -> {
            lock.acquire();
            waiter("lock", lock::acquire);
            settle();
            lock.release();
            settle();
            lock.release();
          });
    }
    assertThat(log).hasSize(2);
  }

  private static void inAnotherLoop(Action code) {
    toThread(() -> run(code));
  }

  private static void assertBound(String subject, String reason, Action call) {
    assertIllegalState(
        call::run,
        subject + " is bound to a different event loop",
        reason,
        "give each loop one of its own");
  }
}
