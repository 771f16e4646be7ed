package asyncio.sync;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.run;
import static asyncio.support.Refusals.assertIllegalArgument;
import static asyncio.support.Refusals.assertIllegalState;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTest {

  private final Condition condition = new Condition();
  private final List<String> log = new ArrayList<>();

  private Task<Void> waiter(String name) {
    return waiter(name, condition);
  }

  private Task<Void> waiter(String name, Condition awaited) {
    return createTask(
        name,
        () -> {
          try (var _ = awaited.hold()) {
            awaited.await();
            log.add(name);
          } catch (CancelledError cancelled) {
            log.add(name + " " + cancelled.getMessage());
            throw cancelled;
          }
        });
  }

  private void notifyWaiters(int count) {
    try (var _ = condition.hold()) {
      condition.notify(count);
    }
  }

  @Test
  void wakesAsManyAsAskedForInTheOrderOfArrival() {
    run(
        () -> {
          for (String name : List.of("a", "b", "c", "d", "e")) {
            waiter(name);
          }
          settle();
          notifyWaiters(0);
          settle();
          assertThat(log).isEmpty();
          try (var _ = condition.hold()) {
            condition.notifyOne();
          }
          settle();
          assertThat(log).containsExactly("a");
          notifyWaiters(2);
          settle();
          assertThat(log).containsExactly("a", "b", "c");
          notifyWaiters(1000);
          settle();
          assertThat(log).containsExactly("a", "b", "c", "d", "e");
          assertThat(condition.locked()).isFalse();
        });
  }

  @Test
  void theWokenGoOnWhenTheNotifierHasReleasedTheLock() {
    run(
        () -> {
          Task<Void> a = waiter("a");
          settle();
          try (var _ = condition.hold()) {
            condition.notifyEveryone();
            settle();
            assertThat(a.done()).isFalse();
          }
          settle();
          assertThat(log).containsExactly("a");
        });
  }

  @Test
  void sharesALock() {
    var lock = new Lock();
    var full = new Condition(lock);
    var empty = new Condition(lock);
    run(
        () -> {
          waiter("full", full);
          waiter("empty", empty);
          settle();
          try (var _ = lock.hold()) {
            assertThat(full.locked() && empty.locked()).isTrue();
            empty.notifyEveryone();
          }
          settle();
          assertThat(log).containsExactly("empty");
          full.acquire();
          full.notifyOne();
          empty.release();
        });
    assertThat(log).containsExactly("empty", "full");
    assertThat(lock.locked()).isFalse();
  }

  @Test
  void aPredicateThatHoldsNeedsNoWait() {
    run(
        () -> {
          condition.waitFor(() -> true);
          assertThat(condition.locked()).isFalse();
        });
  }

  @Test
  void aFailingPredicateLeavesTheLockHeld() {
    run(
        () -> {
          condition.acquire();
          assertThatThrownBy(
                  () ->
                      condition.waitFor(
                          () -> {
                            throw new IllegalArgumentException("on purpose");
                          }))
              .isInstanceOf(IllegalArgumentException.class);
          condition.release();
        });
  }

  @Test
  void aCancelledWaiterHasTheLockBackAndGivesItAway() {
    run(
        () -> {
          Task<Void> a = waiter("a");
          settle();
          condition.acquire();
          a.cancel("first");
          settle();
          assertThat(a.done()).as("it waits for the lock").isFalse();
          condition.release();
          settle();
          assertThat(log).containsExactly("a first");
          assertThat(condition.locked()).isFalse();
        });
  }

  @Test
  void ofSeveralCancellationsTheLastOneComesOut() {
    run(
        () -> {
          Task<Void> a = waiter("a");
          settle();
          condition.acquire();
          for (String message : List.of("first", "second", "third")) {
            a.cancel(message);
            settle();
          }
          condition.release();
          settle();
          assertThat(log).containsExactly("a third");
          assertThat(a.cancelled()).isTrue();
        });
  }

  @Test
  void aNotificationOfACancelledTaskGoesToTheNextOne() {
    run(
        () -> {
          Task<Void> a = waiter("a");
          waiter("b");
          settle();
          try (var _ = condition.hold()) {
            condition.notifyOne();
            a.cancel("before it ran");
          }
          settle();
          assertThat(log).containsExactly("a before it ran", "b");
        });
  }

  @Test
  void aNotificationOfATaskThatIsCancelledOnItsWayToTheLockGoesToTheNextOne() {
    run(
        () -> {
          Task<Void> a = waiter("a");
          waiter("b");
          settle();
          try (var _ = condition.hold()) {
            condition.notifyOne();
            settle();
            a.cancel("while it waits for the lock");
          }
          settle();
          assertThat(log).containsExactly("a while it waits for the lock", "b");
        });
  }

  @Test
  void showsLockAndLine() {
    run(
        () -> {
          currentTask().setName("the holder");
          Task<Void> a = waiter("a");
          settle();
          condition.acquire();
          assertThat(condition)
              .hasToString("<Condition of <Lock locked by the holder>, waiting 1>");
          assertThat(condition.statistics())
              .isEqualTo(new Condition.Statistics(new Lock.Statistics("the holder", 0), 1));
          assertThat(a.toString()).contains("waiting for <Condition of <Lock");
          a.cancel();
          assertThat(condition.statistics().waiting()).isZero();
          condition.release();
          assertThat(condition).hasToString("<Condition of <Lock unlocked>>");
        });
  }

  @Test
  void whatNeedsTheLockIsRefusedWithoutIt() {
    run(
        () -> {
          assertNeedsLock("await()", condition::await);
          assertNeedsLock("await()", () -> condition.waitFor(() -> false));
          assertNeedsLock("notify", condition::notifyOne);
          assertNeedsLock("notify", () -> condition.notify(2));
          assertNeedsLock("notify", condition::notifyEveryone);
          assertThat(condition.statistics().waiting()).isZero();
        });
  }

  private static void assertNeedsLock(String operation, Runnable call) {
    assertIllegalState(
        call::run,
        operation + " needs the lock",
        "<Condition of <Lock unlocked>> is not held",
        "inside try (var _ = condition.hold())");
  }

  @Test
  void badArgumentsAreRefused() {
    run(
        () -> {
          waiter("a");
          settle();
          condition.acquire();
          assertIllegalArgument(
              () -> condition.notify(-1), "a count of at least 0", "got -1", "notify(count)");
          settle();
          assertThat(condition.statistics().waiting()).isEqualTo(1);
          condition.notifyOne();
          condition.release();
        });
    assertThatThrownBy(() -> new Condition(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("lock");
    assertThatThrownBy(() -> condition.waitFor(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("predicate");
  }
}
