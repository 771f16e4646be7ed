package asyncio.testing;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What fails after a failure does not hide it, and keeps no other clean-up from happening. */
class CleanUpTest {

  static class CannotBegin {

    private List<String> connections;

    @BeforeEach
    void connect() {
      connections = connected();
    }

    private static List<String> connected() {
      throw new IllegalStateException("no connection");
    }

    @AsyncTest(seeds = 1)
    void test() {
      throw new AssertionError("a test does not run when it could not begin");
    }

    @AfterEach
    void disconnect() {
      connections.clear();
    }
  }

  @Test
  void theFailureBeforeTheTestIsReportedWithTheOneAfterIt() {
    Throwable failure = Samples.failure(CannotBegin.class).getCause();
    assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("no connection");
    assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(NullPointerException.class);
  }

  static class CleansUpTwice {

    static final List<String> TRACE = new ArrayList<>();

    @AsyncTest(seeds = 0)
    void test() {
      TRACE.add("test");
    }

    @AfterEach
    void one() {
      TRACE.add("clean-up");
      throw new IllegalStateException("in one");
    }

    @AfterEach
    void other() {
      TRACE.add("clean-up");
      throw new IllegalStateException("in the other");
    }
  }

  @Test
  void allMethodsAfterTheTestAreCalled() {
    CleansUpTwice.TRACE.clear();
    Throwable failure = Samples.failure(CleansUpTwice.class).getCause();
    assertThat(CleansUpTwice.TRACE.subList(0, 3)).containsExactly("test", "clean-up", "clean-up");
    assertThat(failure.getSuppressed())
        .anySatisfy(other -> assertThat(other).isInstanceOf(IllegalStateException.class));
  }

  private static void cannotBeCancelled() {
    while (true) {
      try {
        createFuture().await();
      } catch (CancelledError ignored) {
        // this is what is tested
      }
    }
  }

  @Test
  void theFailureOfAProgramIsReportedBeforeLeftoversThatHang() {
    ScheduleError error =
        catchThrowableOfType(
            ScheduleError.class,
            () ->
                Schedules.check(
                    1,
                    () -> {
                      createTask("stubborn", CleanUpTest::cannotBeCancelled);
                      sleep(seconds(1));
                      throw new IllegalStateException("wrong");
                    }));
    assertThat(error).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(error.getCause().getSuppressed()).hasAtLeastOneElementOfType(DeadlockError.class);
  }

  static class AuditFails {

    static EventLoop loop;

    @AsyncTest
    void test() {
      loop = getRunningLoop();
      TestKit.auditAlso(
          () -> {
            throw new IllegalStateException("cannot say");
          });
    }
  }

  @Test
  void anAuditThatFailsLeavesNoLoopOpen() {
    assertThat(Samples.failure(AuditFails.class)).hasMessage("cannot say");
    assertThat(AuditFails.loop.isClosed()).isTrue();
  }
}
