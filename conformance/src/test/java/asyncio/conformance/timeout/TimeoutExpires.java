package asyncio.conformance.timeout;

import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Timeout;
import java.util.concurrent.TimeoutException;

/**
 * A timeout cancels its body and turns the CancelledError into TimeoutException as the block is
 * left.
 */
public final class TimeoutExpires extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Timeout scope = timeout(seconds(1.0));
          try {
            scope.run(
                _ -> {
                  print("when", scope.when(), "expired", scope.expired());
                  try {
                    sleep(seconds(5.0));
                  } catch (CancelledError e) {
                    print("inside: CancelledError", time(), "expired", scope.expired());
                    throw e;
                  }
                  return null;
                });
          } catch (TimeoutException e) {
            print(
                "outside: TimeoutException",
                scope.expired(),
                "requests",
                currentTask().cancelling());
          }
          sleep(seconds(1.0));
          print("goes on", time());
        });
  }
}
