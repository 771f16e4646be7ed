package asyncio.loop;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import asyncio.task.Handle;
import asyncio.task.TimerHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When callbacks run, in which order, and how they are cancelled. */
@ExtendWith(NoLeaks.class)
class CallbackOrderTest {

  private final EventLoop loop = newEventLoop();
  private final List<String> events = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  private Runnable event(String name) {
    return () -> events.add(name);
  }

  private void runOneIteration() {
    loop.stop();
    loop.runForever();
  }

  @Test
  void inTheOrderOfTheCalls() {
    loop.callSoon(event("first"));
    loop.callSoon(event("second"));
    loop.callSoon(event("third"));
    runOneIteration();
    assertThat(events).containsExactly("first", "second", "third");
  }

  @Test
  void whatACallbackSchedulesBelongsToTheNextIteration() {
    loop.callSoon(
        () -> {
          events.add("now");
          loop.callSoon(event("next"));
        });
    loop.callSoon(event("also now"));
    runOneIteration();
    assertThat(events).containsExactly("now", "also now");
    runOneIteration();
    assertThat(events).containsExactly("now", "also now", "next");
  }

  @Test
  void firstWhatIsReadyThenWhatOtherThreadsBringThenTimers() {
    loop.callSoon(
        () -> {
          loop.callLater(ZERO, event("timer"));
          Thread other =
              Thread.ofPlatform().start(() -> loop.callSoonThreadsafe(event("other thread")));
          while (other.isAlive()) {
            Thread.onSpinWait(); // joining it would let the loop go on without this callback
          }
          loop.callSoon(event("ready"));
        });
    runOneIteration();
    runOneIteration();
    assertThat(events).containsExactly("ready", "other thread", "timer");
  }

  @Test
  void callSoonThreadsafeOnTheLoopItselfIsCallSoon() {
    loop.callSoon(
        () -> {
          loop.callSoonThreadsafe(event("first"));
          loop.callSoon(event("second"));
        });
    runOneIteration();
    runOneIteration();
    assertThat(events).containsExactly("first", "second");
  }

  @Test
  void timersByDueTimeAndThenByTheOrderOfTheCalls() {
    double now = loop.time();
    loop.callAt(now - 1, event("late"));
    loop.callAt(now - 3, event("earliest"));
    loop.callAt(now - 2, event("early, first"));
    loop.callAt(now - 2, event("early, second"));
    loop.callAt(now - 2, event("early, third"));
    runOneIteration();
    assertThat(events)
        .containsExactly("earliest", "early, first", "early, second", "early, third", "late");
  }

  @Test
  void aNegativeDelayMeansNow() {
    loop.callLater(Duration.ofDays(-1), event("overdue"));
    runOneIteration();
    assertThat(events).containsExactly("overdue");
  }

  @Test
  void aTimerOfTheFarFutureIsPossible() {
    TimerHandle never = loop.callLater(Duration.ofSeconds(Long.MAX_VALUE), event("never"));
    TimerHandle ever = loop.callAt(Double.POSITIVE_INFINITY, event("ever"));
    loop.callSoon(event("soon"));
    runOneIteration();
    assertThat(events).containsExactly("soon");
    assertThat(never.when()).isGreaterThan(loop.time());
    assertThat(ever.when()).isGreaterThan(loop.time());
  }

  @Test
  void aTimeThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> loop.callAt(Double.NaN, event("never")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void aTimerKnowsWhenItIsDue() {
    assertThat(loop.callAt(1234.5, event("never")).when()).isEqualTo(1234.5);
    double before = loop.time();
    double when = loop.callLater(Duration.ofHours(1), event("never")).when();
    assertThat(when).isBetween(before + 3600, loop.time() + 3600);
  }

  @Test
  void theClockNeverGoesBack() {
    double before = loop.time();
    double during = loop.runUntilComplete(() -> getRunningLoop().time());
    assertThat(before).isLessThanOrEqualTo(during);
    assertThat(during).isLessThanOrEqualTo(loop.time());
  }

  @Test
  void aCancelledCallbackDoesNotRun() {
    Handle soon = loop.callSoon(event("soon"));
    Handle threadsafe = loop.callSoonThreadsafe(event("threadsafe"));
    TimerHandle timer = loop.callLater(ZERO, event("timer"));
    for (Handle handle : List.of(soon, threadsafe, timer)) {
      assertThat(handle.cancelled()).isFalse();
      handle.cancel();
      handle.cancel();
      assertThat(handle.cancelled()).isTrue();
      assertThat(handle.toString()).contains("cancelled");
    }
    runOneIteration();
    assertThat(events).isEmpty();
  }

  @Test
  void aCallbackCanCancelTheNextOne() {
    var second = new Handle[1];
    loop.callSoon(() -> second[0].cancel());
    second[0] = loop.callSoon(event("never"));
    runOneIteration();
    assertThat(events).isEmpty();
  }

  @Test
  void aTimerCanCancelAnotherThatIsDueAsWell() {
    var second = new TimerHandle[1];
    double now = loop.time();
    loop.callAt(now - 2, () -> second[0].cancel());
    second[0] = loop.callAt(now - 1, event("never"));
    runOneIteration();
    assertThat(events).isEmpty();
    assertThat(loop.statistics().timers()).isZero();
  }

  @Test
  void cancellingAfterwardsIsHarmless() {
    Handle soon = loop.callSoon(event("soon"));
    TimerHandle timer = loop.callLater(ZERO, event("timer"));
    runOneIteration();
    soon.cancel();
    timer.cancel();
    assertThat(events).containsExactly("soon", "timer");
    assertThat(loop.statistics().timers()).isZero();
  }

  @Test
  void statisticsCountWhatIsScheduled() {
    loop.callSoon(event("ready"));
    loop.callLater(Duration.ofHours(1), event("timer"));
    loop.callLater(Duration.ofHours(1), event("cancelled")).cancel();
    loop.createTask(() -> sleep(ZERO));
    assertThat(loop.statistics().ready()).isEqualTo(2);
    assertThat(loop.statistics().timers()).isEqualTo(1);
    assertThat(loop.statistics().tasks()).isEqualTo(1);
    runOneIteration();
    runOneIteration();
    assertThat(loop.statistics().tasks()).isZero();
    assertThat(loop.statistics().ready()).isZero();
  }
}
