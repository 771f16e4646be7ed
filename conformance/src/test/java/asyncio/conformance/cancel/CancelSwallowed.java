package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/**
 * A task that swallows its cancellation ends normally; cancelling() keeps the count of requests.
 */
public final class CancelSwallowed extends Scenario {

  private String job() {
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      print("swallowed, requests", currentTask().cancelling());
    }
    sleep(seconds(1.0));
    return "finished anyway";
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> task = createTask(this::job);
          sleep(seconds(0.5));
          print("cancel", task.cancel());
          print(task.await(), time());
          print("cancelled", task.cancelled(), "requests", task.cancelling());
        });
  }
}
