package asyncio.loop;

import static asyncio.Asyncio.allTasks;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.Eventually;
import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.task.TimerHandle;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The loop holds what still has to run, and nothing else. */
@ExtendWith(NoLeaks.class)
class TaskLifetimeTest {

  private static void collectGarbage() {
    WeakReference<Object> garbage = new WeakReference<>(new Object());
    Eventually.eventuallyCollected("a collection", () -> garbage.get() == null);
  }

  @Test
  void aRunningTaskThatNobodyKnowsIsHeld() {
    List<String> events = new ArrayList<>();
    run(
        () -> {
          createTask("unknown", () -> waitForWhatOnlyTheTimerKnows(events));
          sleep(ZERO);
          collectGarbage();
          assertThat(allTasks()).anyMatch(task -> task.getName().equals("unknown"));
          while (events.isEmpty()) {
            sleep(ZERO);
          }
        });
    assertThat(events).containsExactly("went on");
  }

  private static void waitForWhatOnlyTheTimerKnows(List<String> events) {
    Future<String> future = createFuture();
    getRunningLoop().callLater(Duration.ofMillis(1), () -> future.setResult("went on"));
    events.add(future.await());
  }

  @Test
  void aTaskIsHeldEvenIfNothingCanWakeIt() {
    run(
        () -> {
          createTask("stuck", () -> createFuture().await());
          sleep(ZERO);
          collectGarbage();
          assertThat(allTasks()).anyMatch(task -> task.getName().equals("stuck"));
        });
  }

  @Test
  void aTaskThatIsDoneIsReleasedWithItsCodeAndItsResult() {
    run(
        () -> {
          List<WeakReference<?>> released = runTaskOverAnObject();
          Eventually.eventuallyCollected(
              "the task, what it used and its result are released",
              () -> released.stream().allMatch(reference -> reference.get() == null));
          assertThat(allTasks()).hasSize(1);
        });
  }

  private static List<WeakReference<?>> runTaskOverAnObject() {
    Object used = new Object();
    var task = createTask(() -> sleep(ZERO, List.of(used.hashCode())));
    Object result = task.await();
    return List.of(
        new WeakReference<>(used), new WeakReference<>(result), new WeakReference<>(task));
  }

  @Test
  void aTaskThatIsDoneButHeldLetsGoOfItsCode() {
    run(
        () -> {
          Object used = new Object();
          WeakReference<Object> released = new WeakReference<>(used);
          var task = taskOver(used);
          used = null;
          task.await();
          Eventually.eventuallyCollected("the code is released", () -> released.get() == null);
          assertThat(task.done()).isTrue();
        });
  }

  private static Task<String> taskOver(Object used) {
    return createTask(() -> "used an object: " + (used != null));
  }

  @Test
  void aCancelledTimerLetsGoOfItsCallback() {
    try (EventLoop loop = newEventLoop()) {
      List<WeakReference<?>> released = new ArrayList<>();
      TimerHandle timer = timerOverAnObject(loop, released);
      timer.cancel();
      Eventually.eventuallyCollected(
          "the callback is released", () -> released.getFirst().get() == null);
      assertThat(timer.cancelled()).isTrue();
    }
  }

  private static TimerHandle timerOverAnObject(EventLoop loop, List<WeakReference<?>> released) {
    Object used = new Object();
    released.add(new WeakReference<>(used));
    return loop.callLater(Duration.ofDays(1), () -> Objects.requireNonNull(used));
  }
}
