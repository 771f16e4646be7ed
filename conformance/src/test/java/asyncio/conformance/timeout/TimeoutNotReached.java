package asyncio.conformance.timeout;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import asyncio.task.Timeout;

/** A timeout that is not reached has no effect, and neither has one of null. */
public final class TimeoutNotReached extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Timeout scope = timeout(seconds(2.0));
          scope.run(
              _ -> {
                sleep(seconds(0.5));
                return null;
              });
          print(scope.expired(), time());
          Timeout endless = timeout(null);
          endless.run(
              _ -> {
                sleep(seconds(100.0));
                return null;
              });
          print(endless.when(), endless.expired(), time());
        });
  }
}
