package asyncio.conformance.waitfor;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.concurrent.TimeoutException;

/**
 * On timeout waitFor cancels the task, waits until it has cleaned up, and throws TimeoutException.
 */
public final class WaitforTimeout extends Scenario {

  private void job() {
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      print("cancelled", time());
      sleep(seconds(0.5));
      print("cleaned up", time());
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          try {
            waitFor(task, seconds(1.0));
          } catch (TimeoutException e) {
            print("TimeoutException", time(), e.getCause() instanceof CancelledError);
          }
          print("task cancelled", task.cancelled());
        });
  }
}
