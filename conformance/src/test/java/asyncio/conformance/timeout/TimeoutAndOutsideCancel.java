package asyncio.conformance.timeout;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import asyncio.task.Timeout;
import java.util.concurrent.TimeoutException;

/** A cancellation from outside that meets an expired timeout stays a CancelledError. */
public final class TimeoutAndOutsideCancel extends Scenario {

  private void job() {
    Timeout scope = timeout(seconds(1.0));
    try {
      scope.run(
          _ -> {
            try {
              sleep(seconds(5.0));
            } finally {
              sleep(seconds(1.0));
            }
            return null;
          });
    } catch (TimeoutException e) {
      print("TimeoutException");
    } catch (CancelledError e) {
      print(
          "CancelledError",
          e.getMessage(),
          "expired",
          scope.expired(),
          "requests",
          currentTask().cancelling());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          sleep(seconds(1.5));
          task.cancel("outside");
          task.await();
          print("cancelled", task.cancelled());
        });
  }
}
