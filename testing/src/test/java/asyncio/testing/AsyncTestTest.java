package asyncio.testing;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.EventLoop;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Test methods that are coroutines, and what JUnit sees of them. */
class AsyncTestTest {

  // ---- on the loop

  private final List<String> trace = new ArrayList<>();
  private EventLoop loopOfBefore;
  private Task<?> server;

  @BeforeEach
  void before(TestInfo info) {
    if (info.getTags().contains("plain")) {
      return;
    }
    loopOfBefore = getRunningLoop();
    server = createTask("server", () -> sleep(seconds(3600)));
    sleep(seconds(1));
    trace.add("before");
  }

  @AfterEach
  void after(TestInfo info) {
    if (info.getTags().contains("plain")) {
      return;
    }
    sleep(seconds(1));
    server.cancel();
    assertThat(getRunningLoop()).isSameAs(loopOfBefore);
    assertThat(trace).startsWith("before");
  }

  @AsyncTest
  void theTestAndTheMethodsAroundItShareALoop() {
    assertThat(getRunningLoop()).isSameAs(loopOfBefore);
    assertThat(getRunningLoop().time()).isEqualTo(1);
    sleep(seconds(36000));
    assertThat(server.done()).isTrue();
  }

  @AsyncTest
  void eachTestHasALoopOfItsOwn() {
    assertThat(getRunningLoop().time()).isEqualTo(1);
    assertThat(currentTask()).isNotNull();
  }

  @AsyncTest
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void parametersComeAsAlways(int count) {
    sleep(seconds(count));
    assertThat(getRunningLoop().time()).isEqualTo(1 + count);
  }

  @AsyncTest
  @RepeatedTest(2)
  void repetitionsAreTestsOfTheirOwn() {
    assertThat(getRunningLoop().time()).isEqualTo(1);
  }

  @Nested
  class Inside {

    @AsyncTest
    void theOuterClassesMethodsAreCalledToo() {
      assertThat(trace).containsExactly("before");
    }

    @AsyncTest(schedules = 3)
    void inEverySchedule() {
      assertThat(trace).containsExactly("before");
      trace.add("so that a second run on this instance would fail");
    }
  }

  @AsyncTest(schedules = 3)
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void everyScheduleHasItsOwnInstance(int count) {
    sleep(seconds(count));
    assertThat(trace).containsExactly("before");
    trace.add("so that a second run on this instance would fail");
  }

  // ---- failures

  static class Failing {

    @AsyncTest
    void fails() {
      createTask("helper", () -> sleep(seconds(60)));
      sleep(seconds(1));
      throw new IllegalStateException("wrong");
    }
  }

  @Test
  @Tag("plain")
  void aFailureTellsWhatTheOtherTasksWereDoing() {
    Throwable failure = Samples.failure(Failing.class);
    assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("wrong");
    assertThat(failure.getSuppressed())
        .anySatisfy(
            tasks ->
                assertThat(tasks)
                    .hasMessageContaining("under the schedule of seed 0:")
                    .hasMessageContaining("name='helper'")
                    .hasMessageContaining("Failing.lambda$fails$"));
  }

  static class Deadlocked {

    @AsyncTest
    void waitsForNobody() {
      getRunningLoop().createFuture().await();
    }
  }

  @Test
  @Tag("plain")
  void aDeadlockIsReportedAtOnce() {
    assertThat(Samples.failure(Deadlocked.class))
        .isInstanceOf(DeadlockError.class)
        .hasMessageContaining("deadlock at 0.0 s under the schedule of seed 0: every task waits")
        .hasMessageContaining("Deadlocked.waitsForNobody");
  }

  // ---- engines

  static class ForOneEngine {

    @AsyncTest(engines = EngineKind.FAST)
    void onTheFastOne() {}

    @AsyncTest(engines = EngineKind.PORTABLE)
    void onThePortableOne() {}
  }

  @Test
  @Tag("plain")
  void aTestIsSkippedOnEnginesThatItIsNotFor() {
    var events = Samples.run(ForOneEngine.class);
    events.testEvents().assertStatistics(statistics -> statistics.succeeded(1));
    events.allEvents().assertStatistics(statistics -> statistics.skipped(1));
  }
}
