import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import asyncio.task.Action;
import asyncio.testing.DeadlockError;
import asyncio.testing.ScheduleError;
import asyncio.testing.Schedules;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four programs that are right in asyncio's own order of turns, and wrong in others. In the package
 * of the examples, which is none.
 */
class SchedulesFindBugsTest {

  private static final int SCHEDULES = 1000;

  private static void lostUpdate() {
    var program = new LostUpdate();
    program.depositTwice();
    assertThat(program.balance()).as("balance").isEqualTo(3);
  }

  private static void checkThenAct() {
    var program = new CheckThenAct();
    program.readTwice();
    assertThat(program.loads()).as("loads").isEqualTo(1);
  }

  private static void lockOrder() {
    new LockOrder().moveThereAndBack();
  }

  private static void missedCancellation() {
    var program = new MissedCancellation();
    program.cancelUser();
    assertThat(program.available()).as("connections in the pool").isEqualTo(1);
  }

  static Stream<Named<Action>> programs() {
    return Stream.of(
        Named.of("lost update", SchedulesFindBugsTest::lostUpdate),
        Named.of("check then act", SchedulesFindBugsTest::checkThenAct),
        Named.of("lock order", SchedulesFindBugsTest::lockOrder),
        Named.of("missed cancellation", SchedulesFindBugsTest::missedCancellation));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aBugIsHiddenInAsynciosOrder(Action program) {
    Schedules.check(1, program);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aBugIsFoundInAnotherOrderAndToldBriefly(Action program) {
    ScheduleError found =
        catchThrowableOfType(ScheduleError.class, () -> Schedules.check(SCHEDULES, program));
    assertThat(found).isNotNull();
    assertThat(found.seed()).isPositive();
    assertThat(found.getMessage().lines()).hasSizeLessThan(30);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theSameSeedGivesTheSameRun(Action program) {
    ScheduleError found =
        catchThrowableOfType(ScheduleError.class, () -> Schedules.check(SCHEDULES, program));
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
  void theFailureIsThePrograms() {
    assertThatThrownBy(() -> Schedules.check(SCHEDULES, SchedulesFindBugsTest::lostUpdate))
        .hasMessageContaining("[balance]")
        .hasMessageContaining(" < deposit (LostUpdate.java:");
    assertThatThrownBy(() -> Schedules.check(SCHEDULES, SchedulesFindBugsTest::checkThenAct))
        .hasMessageContaining("[loads]")
        .hasMessageContaining(" < load (CheckThenAct.java:");
    assertThatThrownBy(() -> Schedules.check(SCHEDULES, SchedulesFindBugsTest::lockOrder))
        .hasCauseInstanceOf(DeadlockError.class)
        .hasMessageContaining(" < move (LockOrder.java:");
    assertThatThrownBy(() -> Schedules.check(SCHEDULES, SchedulesFindBugsTest::missedCancellation))
        .hasMessageContaining("[connections in the pool]")
        .hasMessageContaining(" < cancelUser (MissedCancellation.java:");
  }
}
