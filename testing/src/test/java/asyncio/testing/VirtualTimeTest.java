package asyncio.testing;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;
import static asyncio.Asyncio.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Time jumps from timer to timer, exactly, and only when nothing else can happen. */
class VirtualTimeTest {

  private static double time() {
    return getRunningLoop().time();
  }

  private final List<String> events = new ArrayList<>();

  private void note(String event) {
    events.add(time() + " " + event);
  }

  @Test
  void beginsAtZeroAndStandsStillWhileCodeRuns() {
    run(
        VirtualTime.options(),
        () -> {
          assertThat(time()).isZero();
          long end = System.nanoTime() + 1_000_000;
          while (System.nanoTime() < end) {
            assertThat(time()).isZero();
          }
          for (int i = 0; i < 1_000; i++) {
            sleep(Duration.ZERO);
          }
          assertThat(time()).isZero();
        });
  }

  @Test
  void aSleepTakesExactlyItsTime() {
    run(
        VirtualTime.options(),
        () -> {
          sleep(seconds(0.1));
          assertThat(time()).isEqualTo(0.1);
          sleep(seconds(0.2));
          assertThat(time()).isEqualTo(0.3);
          sleep(Duration.ofNanos(1));
          assertThat(time()).isEqualTo(0.300_000_001);
          sleep(Duration.ofDays(36_500));
          assertThat(time()).isEqualTo(36_500 * 86_400.0 + 0.300_000_001);
        });
  }

  @Test
  void jumpsFromTimerToTimerInOrder() {
    run(
        VirtualTime.options(),
        () -> {
          gather(
              () -> {
                sleep(seconds(3));
                note("c");
              },
              () -> {
                sleep(seconds(1));
                note("a");
                sleep(seconds(1));
                note("b");
              },
              () -> {
                sleep(seconds(3));
                note("d");
              });
        });
    assertThat(events).containsExactly("1.0 a", "2.0 b", "3.0 c", "3.0 d");
  }

  @Test
  void doesNotStopAtCancelledTimers() {
    run(
        VirtualTime.options(),
        () -> {
          getRunningLoop().callLater(seconds(1), () -> note("never")).cancel();
          getRunningLoop().callLater(seconds(2), () -> note("timer"));
          Task<?> cancelled = createTask(() -> sleep(seconds(1.5)));
          sleep(Duration.ZERO);
          cancelled.cancel();
          assertThatThrownBy(cancelled::await).isInstanceOf(CancelledError.class);
          assertThat(time()).isZero();
          sleep(seconds(3));
        });
    assertThat(events).containsExactly("2.0 timer");
  }

  @Test
  void limitsStrikeAtTheirMoment() {
    run(
        VirtualTime.options(),
        () -> {
          assertThatThrownBy(() -> waitFor(() -> sleep(seconds(10)), seconds(2.5)))
              .isInstanceOf(TimeoutException.class);
          assertThat(time()).isEqualTo(2.5);
          timeout(seconds(10), () -> sleep(seconds(9)));
          assertThat(time()).isEqualTo(11.5);
        });
  }

  @Test
  void anHourOfHeartbeatsIsOverAtOnce() {
    int beats =
        run(
            VirtualTime.options(),
            () -> {
              int count = 0;
              while (time() < 3_600) {
                sleep(millis(100));
                count++;
              }
              return count;
            });
    assertThat(beats).isEqualTo(36_000);
  }

  @Test
  void everyLoopHasATimeOfItsOwn() {
    run(VirtualTime.options(), () -> sleep(seconds(5)));
    run(VirtualTime.options(), () -> assertThat(time()).isZero());
  }

  @Test
  void aTimeDrivesOneLoop() {
    VirtualTime time = VirtualTime.create();
    try (EventLoop _ = time.createLoop()) {
      assertThatThrownBy(time::createLoop)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("drives one loop")
          .hasMessageContaining("create another");
    }
  }

  @Test
  void aDeadlockIsToldWithEveryTaskAndWhatItWaitsFor() {
    assertThatThrownBy(
            () ->
                run(
                    VirtualTime.options(),
                    () -> {
                      sleep(seconds(7));
                      Task<?> inner = createTask("inner", () -> waitForNothing());
                      createTask("outer", () -> inner.await()).await();
                    }))
        .isInstanceOf(DeadlockError.class)
        .hasMessageContaining("deadlock at 7.0 s")
        .hasMessageContaining("* <Task pending name='outer'")
        .hasMessageContaining("  * <Task pending name='inner'")
        .hasMessageContaining("VirtualTimeTest.waitForNothing(VirtualTimeTest.java:");
  }

  private static void waitForNothing() {
    createFuture().await();
  }

  /** What the deadlock leaves pending is cancelled and cleaned up as after any failure. */
  @Test
  void theTasksOfADeadlockCleanUp() {
    assertThatThrownBy(
            () ->
                run(
                    VirtualTime.options(),
                    () -> {
                      try {
                        waitForNothing();
                      } finally {
                        events.add("cleaned up");
                      }
                    }))
        .isInstanceOf(DeadlockError.class);
    assertThat(events).containsExactly("cleaned up");
  }

  /** It really sleeps, and the loop knows of it: no timer may overtake it. */
  @Test
  @EnabledIfSystemProperty(named = "asyncio.engine", matches = "fast")
  void aBlockingCallInACoroutineHoldsTimeUp() {
    run(
        VirtualTime.options(),
        () -> {
          Task<?> sleeper = createTask(() -> sleep(seconds(1)));
          Task<Double> blocked =
              createTask(
                  () -> {
                    Thread.sleep(2);
                    return time();
                  });
          assertThat(blocked.await()).isZero();
          sleeper.await();
          assertThat(time()).isEqualTo(1);
        });
  }
}
