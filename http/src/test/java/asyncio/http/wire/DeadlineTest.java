package asyncio.http.wire;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.testing.AsyncTest;
import java.util.ArrayList;
import java.util.List;

class DeadlineTest {

  private final List<Double> strokes = new ArrayList<>();

  private Deadline deadline() {
    return new Deadline(getRunningLoop(), () -> strokes.add(getRunningLoop().time()));
  }

  /** Most sums of such seconds are no whole nanoseconds, and some lie behind the nearest one. */
  @AsyncTest
  void strikesOnceWhateverTheSumOfSecondsIs() {
    int rounds = 1000;
    for (int i = 0; i < rounds; i++) {
      sleep(millis(1));
      deadline().set(millis(400));
    }
    sleep(seconds(1));
    assertThat(strokes).hasSize(rounds);
  }

  @AsyncTest
  void strikesWhereItWasMovedTo() {
    Deadline deadline = deadline();
    deadline.set(seconds(1));
    deadline.set(seconds(3));
    sleep(seconds(2));
    deadline.set(seconds(4));
    sleep(seconds(9));
    deadline.set(seconds(2));
    deadline.set(seconds(1));
    sleep(seconds(9));
    assertThat(strokes).containsExactly(6.0, 12.0);
  }

  @AsyncTest
  void whatIsClearedDoesNotStrike() {
    Deadline deadline = deadline();
    deadline.set(seconds(1));
    deadline.clear();
    sleep(seconds(2));
    assertThat(strokes).isEmpty();
  }
}
