package asyncio.loop;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.Action;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.task.TimerHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of pending work when its loop is closed. */
@ExtendWith(NoLeaks.class)
class LoopCloseTest {

  private final EventLoop loop = newEventLoop();
  private final List<String> events = new ArrayList<>();
  private final List<ErrorContext> reports = new ArrayList<>();

  LoopCloseTest() {
    loop.setExceptionHandler((_, report) -> reports.add(report));
  }

  private Task<?> start(String name, Action body) {
    return loop.runUntilComplete(
        () -> {
          Task<?> task = createTask(name, body);
          sleep(ZERO);
          return task;
        });
  }

  @Test
  void finallyBlocksRunAndEveryTaskIsReported() {
    Task<?> waits =
        start(
            "waits",
            () -> {
              try {
                createFuture().await();
              } finally {
                events.add("finally of waits");
              }
            });
    Task<?> sleeps =
        start(
            "sleeps",
            () -> {
              try (AutoCloseable _ = () -> events.add("close of sleeps")) {
                sleep(Duration.ofHours(1));
              }
            });
    loop.close();
    assertThat(events).containsExactly("finally of waits", "close of sleeps");
    assertThat(reports)
        .extracting(ErrorContext::message)
        .containsOnly("Task was destroyed but it is pending!");
    assertThat(reports).extracting(report -> report.get("task")).containsExactly(waits, sleeps);
    assertThat(waits.cancelled()).isTrue();
    assertThat(sleeps.cancelled()).isTrue();
  }

  @Test
  void withoutAHandlerTheReportIsLogged() {
    loop.setExceptionHandler(null);
    start("left over", () -> createFuture().await());
    try (LogRecords log = LogRecords.capture()) {
      loop.close();
      assertThat(log.messages())
          .singleElement()
          .asString()
          .startsWith("Task was destroyed but it is pending!")
          .contains("left over");
    }
  }

  @Test
  void awaitingInAFinallyBlockFails() {
    start(
        "cleans up",
        () -> {
          try {
            createFuture().await();
          } finally {
            try {
              sleep(ZERO);
              events.add("slept");
            } finally {
              events.add("inner finally");
            }
          }
        });
    loop.close();
    assertThat(events).containsExactly("inner finally");
  }

  @Test
  void aTaskThatNeverStartedDoesNotStartNow() {
    Task<?> task = loop.createTask(() -> events.add("started"));
    loop.close();
    assertThat(events).isEmpty();
    assertThat(task.cancelled()).isTrue();
    assertThat(reports).hasSize(1);
  }

  @Test
  void aTaskWhoseTurnHasComeDoesNotGoOn() {
    start(
        "wakes up",
        () -> {
          sleep(ZERO);
          sleep(ZERO);
          events.add("went on");
        });
    loop.close();
    assertThat(events).isEmpty();
    assertThat(reports).hasSize(1);
  }

  @Test
  void aTaskThatAnotherWakesWhileTheLoopClosesDoesNotGoOn() {
    Future<String> gate = loop.createFuture();
    start(
        "opens",
        () -> {
          try {
            createFuture().await();
          } finally {
            gate.setResult("open");
          }
        });
    start("waits", () -> events.add("went through: " + gate.await()));
    loop.close();
    assertThat(events).isEmpty();
    assertThat(reports).hasSize(2);
  }

  @Test
  void callbacksAndTimersAreDropped() {
    loop.callSoon(() -> events.add("callback"));
    loop.callSoonThreadsafe(() -> events.add("from another thread"));
    loop.callLater(ZERO, () -> events.add("timer"));
    loop.close();
    assertThat(events).isEmpty();
    assertThat(reports).isEmpty();
    assertThat(loop.statistics().ready()).isZero();
    assertThat(loop.statistics().timers()).isZero();
  }

  @Test
  void aTimerMayBeCancelledAfterwards() {
    TimerHandle timer = loop.callLater(Duration.ofHours(1), () -> events.add("never"));
    loop.close();
    timer.cancel();
    assertThat(timer.cancelled()).isTrue();
    assertThat(loop.statistics().timers()).isZero();
  }

  @Test
  void theTaskThatARunWasForIsNotReported() {
    loop.callSoon(loop::stop);
    assertThatThrownBy(() -> loop.runUntilComplete(() -> createFuture().await()))
        .hasMessageContaining("stopped before");
    loop.close();
    assertThat(reports).isEmpty();
  }

  @Test
  void closingTwiceIsHarmless() {
    start("waits", () -> createFuture().await());
    loop.close();
    loop.close();
    assertThat(reports).hasSize(1);
  }

  @Test
  void aTaskOfAnotherLoopMayCloseIt() {
    start("waits", () -> createFuture().await());
    try (EventLoop other = newEventLoop()) {
      other.runUntilComplete(loop::close);
    }
    assertThat(loop.isClosed()).isTrue();
    assertThat(reports).hasSize(1);
  }
}
