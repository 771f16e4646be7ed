package asyncio.testing;

import static asyncio.Asyncio.FIRST_COMPLETED;
import static asyncio.Asyncio.FIRST_EXCEPTION;
import static asyncio.Asyncio.asCompleted;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.gatherOutcomes;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.shield;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;
import static asyncio.Asyncio.timeout;
import static asyncio.Asyncio.toThread;
import static asyncio.Asyncio.waitFor;
import static asyncio.Asyncio.waitUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.CancelledError;
import asyncio.task.Coroutine;
import asyncio.task.ExceptionGroup;
import asyncio.task.Future;
import asyncio.task.Outcome;
import asyncio.task.Task;
import asyncio.task.TaskOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Every combinator and scope, cancelled at every moment. */
class CancelEverywhereTest {

  /** Counts what is begun and ended, so that a scenario can tell that every finally block ran. */
  private abstract static class Counting implements CancelScenario {

    int open;

    void job(double delay) {
      open++;
      try {
        sleep(seconds(delay));
        sleep(seconds(0));
      } finally {
        open--;
      }
    }

    /** A job whose clean-up takes time, and may itself be struck. */
    void jobWithCleanup(double delay) {
      open++;
      try {
        sleep(seconds(delay));
      } finally {
        try {
          sleep(seconds(0.25));
        } finally {
          open--;
        }
      }
    }

    void failing(double delay) throws IOException {
      job(delay);
      throw new IOException("on purpose");
    }

    @Override
    public void verify(Outcome<?> outcome) {
      assertThat(open).as("jobs whose finally block did not run").isZero();
      assertThat(((Task<?>) currentTask()).cancelling()).isZero();
    }
  }

  @Test
  void sleeping() {
    class Sleeping extends Counting {
      @Override
      public void run() {
        job(1);
        job(0);
        jobWithCleanup(2);
      }
    }
    assertThat(CancelEverywhere.check(Sleeping::new)).isGreaterThan(5);
  }

  @Test
  void awaitingTasksAndFutures() {
    class Awaiting extends Counting {
      @Override
      public void run() {
        Task<Void> inner = createTask(() -> jobWithCleanup(1));
        try {
          inner.await();
        } finally {
          // an inner task that was cancelled may still be cleaning up when the second request
          // strikes
          while (!inner.done()) {
            try {
              waitUntil(FIRST_COMPLETED, List.of(inner));
            } catch (CancelledError again) {
              inner.cancel();
            }
          }
        }
        Future<String> future = createFuture();
        getRunningLoop()
            .callSoon(
                () -> {
                  if (!future.done()) {
                    future.setResult("value");
                  }
                });
        assertThat(future.await()).isEqualTo("value");
      }
    }
    assertThat(CancelEverywhere.check(Awaiting::new)).isGreaterThan(5);
  }

  @Test
  void gathering() {
    class Gathering extends Counting {
      @Override
      public void run() {
        gather(() -> job(1), () -> job(0), () -> jobWithCleanup(0.5));
        gather(() -> job(0), () -> job(0.5));
      }

      /** Struck twice, a gather gives up on members that are still cleaning up, as in CPython. */
      @Override
      public boolean mayLeaveWorkBehind() {
        return true;
      }

      @Override
      public void verify(Outcome<?> outcome) {
        sleep(seconds(5));
        super.verify(outcome);
        assertThat(getRunningLoop().statistics().timers()).isZero();
      }
    }
    assertThat(CancelEverywhere.check(Gathering::new)).isGreaterThan(8);
  }

  @Test
  void gatheringOutcomes() {
    class GatheringOutcomes extends Counting {
      @Override
      public void run() {
        List<Outcome<Object>> outcomes =
            gatherOutcomes(
                () -> {
                  failing(0.5);
                  return null;
                },
                () -> {
                  job(1);
                  return 1;
                });
        assertThat(outcomes).hasSize(2);
      }
    }
    CancelEverywhere.check(GatheringOutcomes::new);
  }

  @Test
  void waitingWithEveryCondition() {
    class Waiting extends Counting {
      @Override
      public void run() throws Exception {
        List<Task<Void>> tasks =
            List.of(
                createTask(() -> job(0.5)), createTask(() -> job(1)), createTask(() -> failing(1)));
        try {
          waitUntil(FIRST_COMPLETED, tasks);
          waitUntil(FIRST_EXCEPTION, tasks, seconds(0.25));
        } finally {
          tasks.forEach(Task::cancel);
          stubbornlyWaitFor(tasks);
        }
      }
    }
    assertThat(CancelEverywhere.check(Waiting::new)).isGreaterThan(3);
  }

  private static void stubbornlyWaitFor(List<Task<Void>> tasks) {
    while (!tasks.stream().allMatch(Task::done)) {
      try {
        waitUntil(asyncio.Asyncio.ALL_COMPLETED, tasks);
      } catch (CancelledError again) {
        tasks.forEach(Task::cancel);
      }
    }
    tasks.stream().filter(task -> !task.cancelled()).forEach(Task::exception);
  }

  @Test
  void asTheyComplete() {
    class Completing extends Counting {
      @Override
      public void run() throws TimeoutException {
        List<Task<Void>> tasks = List.of(createTask(() -> job(0.5)), createTask(() -> job(1)));
        try {
          for (Future<Void> future : asCompleted(tasks, seconds(0.75))) {
            future.await();
          }
        } finally {
          tasks.forEach(Task::cancel);
          stubbornlyWaitFor(tasks);
        }
      }

      @Override
      public boolean mayLeaveWorkBehind() {
        return true; // the timer of asCompleted lives until its time is over or all are done
      }
    }
    CancelEverywhere.check(Completing::new);
  }

  @Test
  void waitingForWithATimeLimit() {
    class Limited extends Counting {
      final List<String> seen = new ArrayList<>();

      @Override
      public void run() throws TimeoutException {
        waitFor(() -> job(0.5), seconds(1));
        try {
          waitFor(() -> jobWithCleanup(1), seconds(0.5));
          seen.add("no timeout");
        } catch (TimeoutException late) {
          seen.add("timeout");
        }
        timeout(
            seconds(3),
            scope -> {
              scope.reschedule(getRunningLoop().time() + 0.5);
              job(0.25);
            });
      }

      @Override
      public void verify(Outcome<?> outcome) {
        super.verify(outcome);
        assertThat(seen).doesNotContain("no timeout");
      }
    }
    assertThat(CancelEverywhere.check(Limited::new)).isGreaterThan(8);
  }

  @Test
  void aTimeoutNeverHidesACancellation() {
    class Tie extends Counting {
      @Override
      public void run() {
        assertThatThrownBy(() -> waitFor(() -> sleep(seconds(9)), seconds(1)))
            .isInstanceOfAny(TimeoutException.class, CancelledError.class)
            .satisfies(
                thrown -> {
                  int requests = currentTask().cancelling();
                  assertThat(thrown instanceof CancelledError).isEqualTo(requests > 0);
                });
      }
    }
    CancelEverywhere.check(Tie::new);
  }

  @Test
  void shielding() {
    class Shielding extends Counting {
      Task<Void> inner;

      @Override
      public void run() {
        inner = createTask(() -> job(1));
        shield(inner).await();
      }

      @Override
      public boolean mayLeaveWorkBehind() {
        return true;
      }

      @Override
      public void verify(Outcome<?> outcome) {
        if (inner != null) {
          inner.await();
          assertThat(inner.cancelled()).isFalse();
        }
        super.verify(outcome);
      }
    }
    CancelEverywhere.check(Shielding::new);
  }

  @Test
  void groups() {
    class Group extends Counting {
      @Override
      public void run() {
        int sum =
            taskGroup(
                group -> {
                  Task<Integer> a =
                      group.createTask(
                          () -> {
                            jobWithCleanup(1);
                            return 1;
                          });
                  group.createTask(() -> group.createTask(() -> job(0.5)));
                  group.createTask(Coroutine.of(() -> job(0)), TaskOptions.eager());
                  job(0.25);
                  return a.await() + 1;
                });
        assertThat(sum).isEqualTo(2);
      }
    }
    assertThat(CancelEverywhere.check(Group::new)).isGreaterThan(8);
  }

  @Test
  void groupsThatFail() {
    class FailingGroup extends Counting {
      @Override
      public void run() {
        assertThatThrownBy(
                () ->
                    taskGroup(
                        outer -> {
                          outer.createTask(() -> jobWithCleanup(2));
                          taskGroup(
                              inner -> {
                                inner.createTask(() -> failing(0.5));
                                inner.createTask(() -> jobWithCleanup(1));
                              });
                        }))
            .isInstanceOfAny(ExceptionGroup.class, CancelledError.class);
        sleep(seconds(0)); // delivers a cancellation that the group's failure has put off
      }
    }
    assertThat(CancelEverywhere.check(FailingGroup::new)).isGreaterThan(5);
  }

  @Test
  void workInThreads() {
    class InThread extends Counting {
      @Override
      public void run() {
        assertThat(toThread(() -> "value")).isEqualTo("value");
      }

      @Override
      public boolean mayLeaveWorkBehind() {
        return true;
      }
    }
    CancelEverywhere.check(InThread::new);
  }

  @Test
  void findsALeakedTask() {
    class Leaking extends Counting {
      @Override
      public void run() {
        Task<Void> helper = createTask(() -> job(9));
        sleep(seconds(1));
        helper.cancel(); // not in a finally block
        waitUntil(FIRST_COMPLETED, List.of(helper));
      }
    }
    assertThatThrownBy(() -> CancelEverywhere.check(Leaking::new))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cancelled at moment")
        .hasMessageContaining("left behind");
  }

  @Test
  void findsALostWakeup() {
    class Stuck extends Counting {
      @Override
      public void run() {
        Future<Void> never = createFuture();
        try {
          sleep(seconds(1));
        } catch (CancelledError swallowed) {
          never.await();
        }
      }
    }
    assertThatThrownBy(() -> CancelEverywhere.check(Stuck::new))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("deadlock");
  }
}
