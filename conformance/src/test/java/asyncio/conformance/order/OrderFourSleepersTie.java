package asyncio.conformance.order;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Coroutine;
import java.util.stream.IntStream;

/** Four tasks that begin equal sleeps in order resume in that order, unlike in Python. */
public final class OrderFourSleepersTie extends Scenario {

  private void sleeper(int n) {
    sleep(seconds(1.0));
    print(n, time());
  }

  @Override
  protected void main() {
    run(() -> gather(IntStream.range(0, 4).mapToObj(n -> Coroutine.of(() -> sleeper(n))).toList()));
  }
}
