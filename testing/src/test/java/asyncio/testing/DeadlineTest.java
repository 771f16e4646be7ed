package asyncio.testing;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.startServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import asyncio.net.Server;
import asyncio.task.CancelledError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A test that takes too long ends, whatever it and the methods around it do. */
class DeadlineTest {

  // ---- the test

  static class Hanging {

    @AsyncTest(time = TimeMode.REAL, deadlineSeconds = 1)
    void hangs() {
      createTask("patient", () -> sleep(seconds(3600)));
      sleep(seconds(7200));
    }
  }

  @Test
  void theTestEndsAndTellsWhatItsTasksAreDoing() {
    assertThat(Samples.failure(Hanging.class))
        .isInstanceOf(DeadlineError.class)
        .hasMessageContaining("hangs() under the schedule of seed 0 has not ended within PT1S")
        .hasMessageContaining("name='patient'")
        .hasMessageContaining("Hanging.hangs(DeadlineTest.java:");
  }

  static class Busy {

    @AsyncTest(deadlineSeconds = 1)
    void givesWayForEver() {
      while (true) {
        sleep(seconds(0));
      }
    }
  }

  @Test
  void busyLoopsThatGiveWayEnd() {
    assertThat(Samples.failure(Busy.class)).isInstanceOf(DeadlineError.class);
  }

  static class BusyInEverySchedule {

    /** Each turn takes its time, or a schedule would be over by its number of turns. */
    @AsyncTest(deadlineSeconds = 1, schedules = 5)
    void givesWayForEver() {
      while (true) {
        spin(20_000);
        sleep(seconds(0));
      }
    }
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void allSchedulesShareTheDeadline() {
    assertThat(Samples.failure(BusyInEverySchedule.class))
        .isInstanceOf(DeadlineError.class)
        .hasMessageContaining("under the schedule of seed 0 has not ended within PT1S");
  }

  // ---- the methods after it

  static class BusyBesideItsCleanUp {

    static double cleanedUpAfter;

    @AsyncTest(deadlineSeconds = 1)
    void waitsBesideABusyTask() {
      createTask(
          () -> {
            while (true) {
              sleep(seconds(0));
            }
          });
      createFuture().await();
    }

    @AfterEach
    void sleepsAWhile() {
      sleep(seconds(1));
      cleanedUpAfter = getRunningLoop().time();
    }
  }

  @Test
  void theTasksOfTheTestAreCancelledSoThatTimePassesAgain() {
    assertThat(Samples.failure(BusyBesideItsCleanUp.class)).isInstanceOf(DeadlineError.class);
    assertThat(BusyBesideItsCleanUp.cleanedUpAfter).isEqualTo(1);
  }

  static class StubbornBesideItsCleanUp {

    @AsyncTest(deadlineSeconds = 1)
    void waitsBesideATaskThatCannotBeCancelled() {
      createTask(StubbornBesideItsCleanUp::neverEnds);
      createFuture().await();
    }

    private static void neverEnds() {
      while (true) {
        try {
          sleep(seconds(0));
        } catch (CancelledError ignored) {
          // this is what is tested
        }
      }
    }

    @AfterEach
    void sleepsAWhile() {
      sleep(seconds(1));
    }
  }

  @Test
  void theMethodsAfterItAreEndedToo() {
    assertThat(Samples.failure(StubbornBesideItsCleanUp.class))
        .isInstanceOf(DeadlineError.class)
        .extracting(failure -> failure.getSuppressed()[0])
        .isInstanceOf(DeadlineError.class)
        .asInstanceOf(THROWABLE)
        .hasMessageContaining("sleepsAWhile(DeadlineTest.java:");
  }

  static class StubbornInEverySchedule extends StubbornBesideItsCleanUp {

    @Override
    @AsyncTest(deadlineSeconds = 1, seeds = 1)
    void waitsBesideATaskThatCannotBeCancelled() {
      createTask(
          () -> {
            while (true) {
              spin(20_000);
              sleep(seconds(0));
            }
          });
      super.waitsBesideATaskThatCannotBeCancelled();
    }
  }

  @Test
  void theMethodsAfterAScheduleAreEndedToo() {
    assertThat(Samples.failure(StubbornInEverySchedule.class)).isInstanceOf(DeadlineError.class);
  }

  static class WaitsForItsServer {

    private Server server;

    @BeforeEach
    void start() throws IOException {
      server = startServer((reader, _) -> reader.readLine(UTF_8), "localhost", 0);
    }

    @AsyncTest(time = TimeMode.REAL, deadlineSeconds = 1)
    void hangs() {
      createFuture().await();
    }

    @AfterEach
    void stop() {
      server.waitClosed();
    }
  }

  @Test
  void aCleanUpThatWaitsForRealSocketsEnds() {
    assertThat(Samples.failure(WaitsForItsServer.class)).isInstanceOf(DeadlineError.class);
  }

  // ---- code that does not give way

  static class NeverGivesWay {

    static volatile boolean told;

    @AsyncTest(deadlineSeconds = 1)
    void spinsUntilSomebodySaysSo() {
      while (!told) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void ofATestThatDoesNotGiveWayTheStandardErrorTells() {
    PrintStream standardError = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(
        new PrintStream(printed, true, UTF_8) {
          @Override
          public void println(String line) {
            super.println(line);
            NeverGivesWay.told = true;
          }
        });
    try {
      assertThat(Samples.failure(NeverGivesWay.class)).isInstanceOf(DeadlineError.class);
    } finally {
      System.setErr(standardError);
    }
    assertThat(printed.toString(UTF_8))
        .containsOnlyOnce("The loop does not react, a task does not give way.")
        .contains(
            "spinsUntilSomebodySaysSo() under the schedule of seed 0 has not ended within PT1S")
        .contains("name='Task-");
  }

  static class NeverGivesWayInAThreadOfItsOwn {

    static volatile boolean over;

    @AsyncTest
    @Timeout(value = 1, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void spins() {
      while (!over) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void theTimeoutOfJUnitFailsItAndLeavesItsThreadBehind() {
    Throwable failure = Samples.failure(NeverGivesWayInAThreadOfItsOwn.class);
    NeverGivesWayInAThreadOfItsOwn.over = true;
    assertThat(failure).isInstanceOf(TimeoutException.class);
  }
}
