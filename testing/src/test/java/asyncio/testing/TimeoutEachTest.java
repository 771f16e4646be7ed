package asyncio.testing;

import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.iteration.AsyncIterators.timeoutEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.iteration.AsyncGenerator;
import asyncio.iteration.AsyncIterators;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** A limit for each item. */
class TimeoutEachTest {

  /** The second item takes five times as long as the others. */
  private static AsyncGenerator<Integer, ?> slowAtTheSecond() {
    return generator(
        out -> {
          for (int i = 0; i < 3; i++) {
            sleep(seconds(i == 1 ? 5 : 1));
            out.yield(i);
          }
        });
  }

  @AsyncTest
  void theTimeBetweenTheItemsDoesNotCount() throws Exception {
    int sum = 0;
    for (int item : timeoutEach(slowAtTheSecond(), seconds(5.5))) {
      sleep(seconds(100));
      sum += item;
    }
    assertThat(sum).isEqualTo(3);
  }

  @AsyncTest
  void aLateItemIsGivenUp() throws Exception {
    AsyncGenerator<Integer, ?> source = slowAtTheSecond();
    Iterator<Integer> items = AsyncIterators.<Integer>timeoutEach(source, seconds(2)).iterator();
    assertThat(items.next()).isZero();
    assertThatThrownBy(items::hasNext).isInstanceOf(TimeoutException.class);
    assertThat(getRunningLoop().time()).isEqualTo(3);
    assertThat(anext(source, -1)).as("a generator has ended").isEqualTo(-1);
  }

  @AsyncTest
  void noLimitAndPlainIterables() throws Exception {
    assertThat(timeoutEach(slowAtTheSecond(), null)).containsExactly(0, 1, 2);
    assertThat(timeoutEach(List.of("a", "b"), seconds(1))).containsExactly("a", "b");
  }
}
