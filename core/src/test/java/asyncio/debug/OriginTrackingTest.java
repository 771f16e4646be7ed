package asyncio.debug;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.seconds;
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
