package asyncio.http.wire;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.EventLoop;
import asyncio.testing.AsyncTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;

class DeadlineTest {

  /**
   * In virtual time, which stands still while a timer is due: one that rings again would for ever.
   */
  @AsyncTest
  @Timeout(20)
  void expiresOnceAtWhateverTime() {
    EventLoop loop = getRunningLoop();
    Random random = new Random(7);
    int times = 1000;
    int[] expired = {0};
    Deadline deadline = new Deadline(loop, () -> expired[0]++);
    for (int i = 0; i < times; i++) {
      deadline.set(Duration.ofNanos(1 + random.nextInt(1_000_000_000)));
      sleep(seconds(2));
      sleep(Duration.ofNanos(random.nextInt(1_000_000)));
    }
    assertThat(expired[0]).isEqualTo(times);
  }

  @AsyncTest
  void expiresAtTheTimeThatWasSetLast() {
    EventLoop loop = getRunningLoop();
    List<Double> expired = new ArrayList<>();
    double start = loop.time();
    Deadline deadline = new Deadline(loop, () -> expired.add(loop.time() - start));
    deadline.set(millis(100));
    sleep(millis(50));
    deadline.set(millis(100)); // later
    sleep(millis(90));
    deadline.set(millis(5)); // earlier
    sleep(millis(100));
    deadline.set(millis(10));
    deadline.clear();
    sleep(millis(100));
    assertThat(expired).singleElement().satisfies(time -> assertThat(time).isBetween(0.144, 0.146));
  }

  @AsyncTest
  void leavesNoTimerBehind() {
    EventLoop loop = getRunningLoop();
    Deadline deadline = new Deadline(loop, () -> {});
    deadline.set(millis(100));
    assertThat(loop.scheduledTimers()).hasSize(1);
    deadline.end();
    assertThat(loop.scheduledTimers()).isEmpty();
  }
}
