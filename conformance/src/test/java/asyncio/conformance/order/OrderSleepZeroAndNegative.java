package asyncio.conformance.order;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;

/**
 * sleep with zero or a negative delay yields once and does not move the clock; both return the
 * given result.
 */
public final class OrderSleepZeroAndNegative extends Scenario {

  private void other() {
    print("other");
  }

  @Override
  protected void main() {
    run(
        () -> {
          createTask(this::other);
          print("got", sleep(seconds(0), "zero"), time());
          createTask(this::other);
          print("got", sleep(seconds(-5), "negative"), time());
          createTask(this::other);
          print("got", sleep(seconds(0.5), "half"), time());
        });
  }
}
