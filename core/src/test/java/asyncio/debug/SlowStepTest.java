package asyncio.debug;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.newEventLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.spi.Poller;
import asyncio.support.FastEngineOnly;
import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.Action;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Debug mode reports who has kept the loop from everything else, and for how long: on the loop's
 * clock, which here stands still but while somebody is slow.
 */
@ExtendWith(NoLeaks.class)
class SlowStepTest {

  private static final Duration LIMIT = Duration.ofMillis(2);

  private final AtomicLong now = new AtomicLong();

  private EventLoop newLoop() {
    return new EventLoop(now::get, Poller.selecting());
  }

  /** The reports of a program in debug mode that begins with a limit of its own. */
  private List<String> reportsOf(Duration limit, Action program) {
    try (LogRecords log = LogRecords.capture()) {
      run(
          new RunOptions(true, this::newLoop),
          () -> {
            getRunningLoop().setSlowCallbackDuration(limit);
            sleep(ZERO); // this first step ran under the old limit
            program.run();
          });
      return log.messages(Level.WARNING).stream()
          .filter(message -> message.startsWith("Executing"))
          .toList();
    }
  }

  private void beSlow() {
    now.addAndGet(LIMIT.toNanos());
  }

  @Test
  void aTaskIsReportedByNameAndPlaceOfCreation() {
    List<String> reports = reportsOf(LIMIT, () -> createTask("sloth", this::beSlow).await());
    assertThat(reports)
        .singleElement()
        .asString()
        .matches("Executing <Task .* name='sloth' .*created at SlowStepTest.java:\\d+> took .*")
        .endsWith(" took 0.002 seconds");
  }

  @Test
  void aTaskThatFailsSlowlyIsReportedToo() {
    List<String> reports =
        reportsOf(
            LIMIT,
            () -> {
              var failing =
                  createTask(
                      "failing sloth",
                      () -> {
                        beSlow();
                        throw new IllegalStateException("failed");
                      });
              assertThatThrownBy(failing::await).hasMessage("failed");
            });
    assertThat(reports).singleElement().asString().contains("failing sloth");
  }

  @Test
  void aCallbackIsReportedByPlaceOfCreation() {
    List<String> reports =
        reportsOf(
            LIMIT,
            () -> {
              getRunningLoop().callSoon(this::beSlow);
              sleep(ZERO);
              sleep(ZERO);
            });
    assertThat(reports)
        .singleElement()
        .asString()
        .contains("<Handle", "SlowStepTest")
        .containsPattern("created at SlowStepTest.java:\\d+");
  }

  @Test
  void ofACallbackThatWaitsBehindASlowOneOnlyTheSlowOneIsReported() {
    List<String> reports =
        reportsOf(
            LIMIT,
            () -> {
              getRunningLoop().callLater(ZERO, this::beSlow);
              getRunningLoop().callSoon(() -> {});
              sleep(ZERO);
              sleep(ZERO);
            });
    assertThat(reports).singleElement().asString().contains("<TimerHandle");
  }

  @Test
  void aDoneCallbackIsReported() {
    List<String> reports =
        reportsOf(
            LIMIT,
            () -> {
              Future<String> future = createFuture();
              future.addDoneCallback(_ -> beSlow());
              future.setResult("done");
              sleep(ZERO);
              sleep(ZERO);
            });
    assertThat(reports).singleElement().asString().contains("done callback");
  }

  @Test
  void theLastStepOfARunIsReported() {
    try (LogRecords log = LogRecords.capture();
        EventLoop loop = newLoop()) {
      loop.setDebug(true);
      loop.setSlowCallbackDuration(LIMIT);
      loop.callSoon(
          () -> {
            loop.createTask(
                () -> {
                  loop.stop();
                  beSlow();
                });
          });
      loop.runForever();
      assertThat(log.contains("Executing <Task")).isTrue();
    }
  }

  /** The task goes on after the call by another way than after an await. */
  @Test
  @FastEngineOnly
  void aTaskThatIsSlowAfterABlockingCallIsReportedByName() {
    List<String> reports =
        reportsOf(
            LIMIT,
            () ->
                createTask(
                        "sleepy sloth",
                        () -> {
                          Thread.sleep(1);
                          beSlow();
                        })
                    .await());
    assertThat(reports).singleElement().asString().contains("sleepy sloth");
  }

  @Test
  void whatIsFasterThanTheLimitIsNotReported() {
    List<String> reports = reportsOf(Duration.ofHours(1), () -> createTask(this::beSlow).await());
    assertThat(reports).isEmpty();
  }

  @Test
  void withoutDebugModeNothingIsReported() {
    try (LogRecords log = LogRecords.capture()) {
      run(
          RunOptions.on(this::newLoop),
          () -> {
            getRunningLoop().setSlowCallbackDuration(ZERO);
            createTask(this::beSlow).await();
          });
      assertThat(log.all()).isEmpty();
    }
  }

  @Test
  void theLimitIsATenthOfASecondUnlessSetAndNeverNegative() {
    try (EventLoop loop = newEventLoop()) {
      assertThat(loop.getSlowCallbackDuration()).isEqualTo(Duration.ofMillis(100));
      loop.setSlowCallbackDuration(LIMIT);
      assertThat(loop.getSlowCallbackDuration()).isEqualTo(LIMIT);
      assertThatThrownBy(() -> loop.setSlowCallbackDuration(Duration.ofMillis(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must not be negative");
    }
  }
}
