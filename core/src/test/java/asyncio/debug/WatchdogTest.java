package asyncio.debug;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.LogRecords;
import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import asyncio.task.RunOptions;
import java.time.Duration;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Debug mode names the line that blocks the loop while it does. */
@ExtendWith(NoLeaks.class)
class WatchdogTest {

  private static final String REPORT = "has been blocked for";
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * Blocks the loop until the watchdog has seen it, which is the proof. Looks at the log but
   * rarely, lest the watchdog finds it there.
   */
  private static void spinUntilReported(LogRecords log, String part) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    do {
      long nextLook = System.nanoTime() + PAUSE.toNanos();
      while (System.nanoTime() < nextLook) {
        Thread.onSpinWait();
      }
      assertThat(System.nanoTime()).as("no report: " + log.messages()).isLessThan(end);
    } while (!log.contains(part));
  }

  private static RunOptions quickWatchdog() {
    return RunOptions.on(
        () -> {
          EventLoop loop = new EventLoop();
          loop.setDebug(true);
          loop.setSlowCallbackDuration(Duration.ofMillis(1));
          return loop;
        });
  }

  @Test
  void namesTheTaskAndTheLine() {
    try (LogRecords log = LogRecords.capture()) {
      run(
          quickWatchdog(),
          () -> createTask("spinner", () -> spinUntilReported(log, "spinner")).await());
      String report =
          log.messages(Level.WARNING).stream()
              .filter(message -> message.contains("spinner") && message.contains(REPORT))
              .findFirst()
              .orElseThrow();
      assertThat(report)
          .contains("by spinner, which is here:")
          .containsPattern(
              "at asyncio.debug.WatchdogTest.spinUntilReported\\(WatchdogTest.java:\\d+");
    }
  }

  @Test
  void namesACallbackByItsLine() {
    try (LogRecords log = LogRecords.capture()) {
      run(
          quickWatchdog(),
          () -> {
            getRunningLoop().callSoon(() -> spinUntilReported(log, "by a callback"));
            sleep(ZERO);
            sleep(ZERO);
          });
      assertThat(log.messages())
          .anyMatch(
              message ->
                  message.contains("by a callback")
                      && message.contains("WatchdogTest.spinUntilReported"));
    }
  }

  /** A long block is reported again, but ever more rarely. */
  @Test
  void reportsAgainWhenTheBlockHasLastedTwiceAsLong() {
    try (LogRecords log = LogRecords.capture()) {
      run(
          quickWatchdog(),
          () ->
              createTask(
                      "endless spinner",
                      () -> {
                        long end = System.nanoTime() + DEADLINE.toNanos();
                        while (countReports(log) < 3) {
                          assertThat(System.nanoTime()).isLessThan(end);
                        }
                      })
                  .await());
      assertThat(countReports(log)).isEqualTo(3);
    }
  }

  private static long countReports(LogRecords log) {
    return log.messages().stream()
        .filter(message -> message.contains("endless spinner") && message.contains(REPORT))
        .count();
  }
}
