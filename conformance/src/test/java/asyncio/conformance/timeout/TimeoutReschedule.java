package asyncio.conformance.timeout;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import asyncio.task.Timeout;
import java.util.concurrent.TimeoutException;

/** The deadline can be moved while the body runs, or removed. */
public final class TimeoutReschedule extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Timeout moved = timeout(seconds(1.0));
          moved.run(
              _ -> {
                sleep(seconds(0.5));
                moved.reschedule(time() + 2.0);
                print("when", moved.when());
                sleep(seconds(1.5));
                moved.reschedule(null);
                sleep(seconds(5.0));
                return null;
              });
          print("left", time(), moved.expired());
          try {
            timeout(
                null,
                scope -> {
                  scope.reschedule(time() + 0.5);
                  sleep(seconds(5.0));
                });
          } catch (TimeoutException e) {
            print("TimeoutException", time());
          }
        });
  }
}
