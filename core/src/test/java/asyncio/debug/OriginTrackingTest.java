package asyncio.debug;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.support.NoLeaks;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import asyncio.task.TimerHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A loop can be asked what it holds and, if it was told to remember, where that was created. */
@ExtendWith(NoLeaks.class)
class OriginTrackingTest {

  @Test
  void tasksAndTimersKnowWhereTheyWereCreated() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.setOriginTracking(true);
          Task<?> task = createTask(() -> {});
          TimerHandle timer = loop.callLater(seconds(60), () -> {});
          loop.setOriginTracking(false);
          assertThat(task.toString()).contains("created at OriginTrackingTest.java:");
          assertThat(timer.toString()).contains("created at OriginTrackingTest.java:");
          assertThat(createTask(() -> {}).toString()).doesNotContain("created at");
        });
  }

  private static Task<Task<?>> startChild() {
    return createTask(() -> createTask(OriginTrackingTest::sleepLong));
  }

  private static void sleepLong() {
    sleep(seconds(60));
  }

  @Test
  void aTaskKnowsWhereItsCreatorsWereCreated() {
    run(
        () -> {
          getRunningLoop().setOriginTracking(true);
          Task<?> child = startChild().await();
          assertThat(child.getCreationStack())
              .extracting(StackTraceElement::getMethodName)
              .containsSubsequence(
                  "lambda$startChild$0",
                  "startChild",
                  "lambda$aTaskKnowsWhereItsCreatorsWereCreated$0");
          getRunningLoop().setOriginTracking(false);
          Task<?> another = startChild().await();
          assertThat(another.getCreationStack()).isEmpty();
          child.cancel();
          another.cancel();
        });
  }

  private static Task<?> descend(int generations) throws Exception {
    return generations == 0
        ? createTask(OriginTrackingTest::sleepLong)
        : createTask(() -> descend(generations - 1)).await();
  }

  @Test
  void creatorsAreRememberedForAFewGenerationsOnly() {
    run(
        () -> {
          getRunningLoop().setOriginTracking(true);
          Task<?> descendant = descend(10);
          assertThat(descendant.getCreationStack())
              .filteredOn(frame -> frame.getMethodName().equals("descend"))
              .hasSize(4);
          descendant.cancel();
        });
  }

  @Test
  void timersThatAreStillToFireAreListed() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          TimerHandle live = loop.callLater(seconds(60), () -> {});
          loop.callLater(seconds(61), () -> {}).cancel();
          assertThat(loop.scheduledTimers()).containsExactly(live);
          timeout(
              seconds(62),
              _ -> {
                assertThat(loop.scheduledTimers()).hasSize(2);
              });
          assertThat(loop.scheduledTimers()).containsExactly(live);
        });
  }
}
