package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import asyncio.task.Action;
import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random schedules find what asyncio's own order hides, and tell it briefly. */
class SchedulesTest {

  static Stream<Named<Action>> bugs() {
    return Stream.of(
        Named.of("lost update", ShuffledPrograms::lostUpdate),
        Named.of("lock order", ShuffledPrograms::lockOrder));
  }

  private static ScheduleError find(Action program) {
    return catchThrowableOfType(ScheduleError.class, () -> Schedules.check(1000, program));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void aBugIsHiddenInAsynciosOrderAndFoundInOthers(Action program) {
    Schedules.check(1, program);
    ScheduleError found = find(program);
    assertThat(found).isNotNull();
    assertThat(found.seed()).isPositive();
    assertThat(found.getMessage().lines()).hasSizeLessThan(30);
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void theSameSeedGivesTheSameRun(Action program) {
    ScheduleError found = find(program);
    ScheduleError again =
        catchThrowableOfType(
            ScheduleError.class, () -> Schedules.checkSeeds(new long[] {found.seed()}, program));
    assertThat(withoutNumbers(again)).isEqualTo(withoutNumbers(found));
  }

  /** Tasks of one process are numbered through. */
  private static String withoutNumbers(ScheduleError error) {
    return error.getMessage().replaceAll("Task-\\d+", "Task");
  }

  @Test
  void turnByTurn() {
    List<List<Integer>> runs = new ArrayList<>();
    Schedules recording =
        new Schedules(
            schedule -> {
              Schedules.play(ShuffledPrograms::twentyTasks, schedule);
              runs.add(schedule.decisions());
            });
    recording.searchAll(new long[] {7, 7, 8});
    assertThat(runs.get(0)).hasSizeGreaterThan(50).isEqualTo(runs.get(1));
    assertThat(runs.get(2)).isNotEqualTo(runs.get(0));
  }

  @Test
  void aCorrectProgramPassesThemAll() {
    Schedules.check(1000, ShuffledPrograms::twentyTasks);
  }

  @Test
  void theTimelineTellsWhoRanWhenAndWhereAndWhoWasOvertaken() {
    ScheduleError found =
        find(
            () -> {
              List<String> trace = new ArrayList<>();
              Task<?> first = createTask("first", () -> trace.add("first"));
              Task<?> second = createTask("second", () -> trace.add("second"));
              sleep(seconds(1));
              first.await();
              second.await();
              assertThat(trace).startsWith("first");
            });
    assertThat(found.getMessage().lines().map(String::strip))
        .anyMatch(line -> line.matches("\\d+ +0\\.000 s +second +starts +<- before first"))
        .anyMatch(
            line -> line.matches("\\d+ +1\\.000 s +Task-1 +goes on in lambda.*SchedulesTest.*"));
  }

  @Test
  void whatATestLeavesBehindIsAFailureOfItsSchedule() {
    assertThatThrownBy(() -> Schedules.check(1, () -> createTask("left", () -> sleep(seconds(1)))))
        .isInstanceOf(ScheduleError.class)
        .hasMessageContaining("the schedule of seed 0 fails")
        .hasRootCauseInstanceOf(AuditError.class)
        .rootCause()
        .hasMessageContainingAll("left", "SchedulesTest.java");
  }

  @Test
  void aDeadlockNamesTheSeedOfItsSchedule() {
    ScheduleError found = find(ShuffledPrograms::lockOrder);
    assertThat(found)
        .cause()
        .isInstanceOf(DeadlockError.class)
        .hasMessageContaining("under the schedule of seed " + found.seed() + ": every task waits");
  }

  @Test
  void theTimelineNamesTheProgramAndNotTheLibrary() {
    ScheduleError found =
        find(
            () -> {
              ShuffledPrograms.twentyTasks();
              throw new IllegalStateException("as soon as all have had the lock");
            });
    assertThat(found)
        .hasMessageContaining("goes on in lambda$twentyTasks$0 (ShuffledPrograms.java:")
        .hasMessageNotContaining("(Lock.java:");
    assertThat(find(ShuffledPrograms::lockOrder))
        .hasMessageContaining(" < moveBetween (ShuffledPrograms");
  }

  @Test
  void aProgramThatDependsOnMoreThanItsTurnsIsToldSo() {
    int[] runs = new int[1];
    assertThatThrownBy(
            () ->
                Schedules.check(
                    10,
                    () -> {
                      if (runs[0]++ == 3) {
                        throw new IllegalStateException("by chance");
                      }
                    }))
        .isInstanceOf(ScheduleError.class)
        .hasMessageContaining("seed 3")
        .hasMessageContaining("but not when it is run again")
        .hasRootCauseMessage("by chance");
  }

  /**
   * The failure of a program for whose runs no time is left, after the first that fails and some
   * trials to shrink it.
   */
  private static ScheduleError findInShortTime(int trialsInTime, boolean timeToTell) {
    int[] runs = new int[1];
    Schedules schedules =
        new Schedules(
            schedule -> {
              boolean failedBefore = runs[0] > 0;
              if (failedBefore && runs[0]++ > trialsInTime && !(timeToTell && schedule.isTold())) {
                throw new DeadlineError("no time is left");
              }
              try {
                Schedules.play(ShuffledPrograms::lostUpdate, schedule);
              } catch (AssertionError failure) {
                runs[0] = Math.max(1, runs[0]);
                throw failure;
              }
            });
    ScheduleError found =
        catchThrowableOfType(ScheduleError.class, () -> schedules.searchAll(Schedules.first(1000)));
    assertThat(runs[0])
        .as("no trial follows the one that came too late")
        .isEqualTo(trialsInTime + 3);
    return found;
  }

  @Test
  void theDeadlineEndsTheShrinkingWithTheBestSoFar() {
    assertThat(findInShortTime(2, true))
        .hasMessageContaining(" fails: ")
        .hasMessageContaining(" < deposit (ShuffledPrograms.java:");
  }

  @Test
  void theDeadlineLeavesNoTimeToTell() {
    assertThat(findInShortTime(0, false))
        .hasMessageContaining("both deposits count")
        .hasMessageContaining("no time was left to tell it turn by turn");
  }

  @Test
  void atLeastOneScheduleIsTried() {
    assertThatThrownBy(() -> Schedules.check(0, () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the count is 0");
  }

  // ---- as JUnit tests

  static class LosesUpdates {

    private int balance;

    @AsyncTest(schedules = 1000)
    void deposits() {
      Task<?> first = createTask("first", () -> deposit(1));
      Task<?> second = createTask("second", () -> deposit(2));
      first.await();
      second.await();
      assertThat(balance).isEqualTo(3);
    }

    private void deposit(int amount) {
      if (amount == 2) {
        sleep(Duration.ZERO);
        sleep(Duration.ZERO);
      }
      int before = balance;
      sleep(Duration.ZERO);
      balance = before + amount;
    }
  }

  @Test
  void aTestReportsItsFirstFailingSchedule() {
    assertThat(Samples.failure(LosesUpdates.class))
        .isInstanceOf(ScheduleError.class)
        .hasMessageContaining("the schedule of seed ")
        .hasMessageContaining("goes on in deposit (SchedulesTest.java:");
  }

  static class CannotRunHere {

    @AsyncTest(schedules = 10)
    void test() {
      assumeTrue(false, "there is no such system here");
    }
  }

  @Test
  void anUnmetAssumptionSkipsTheTest() {
    Samples.run(CannotRunHere.class)
        .testEvents()
        .assertStatistics(statistics -> statistics.aborted(1).failed(0));
  }

  @AsyncTest(seeds = {0, 5})
  void seedsCanBeNamed() {
    sleep(seconds(1));
    assertThat(getRunningLoop().time()).isEqualTo(1);
  }
}
