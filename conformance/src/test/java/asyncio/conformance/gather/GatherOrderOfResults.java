package asyncio.conformance.gather;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;

/** gather returns results in the order of its arguments, whatever the order of completion. */
public final class GatherOrderOfResults extends Scenario {

  private int job(int n, double delay) {
    sleep(seconds(delay));
    print("job", n, "ends", time());
    return n;
  }

  @Override
  protected void main() {
    run(() -> print(gather(() -> job(1, 2.0), () -> job(2, 0.5), () -> job(3, 1.0))));
  }
}
