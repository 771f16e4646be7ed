package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/**
 * Two requests before the task runs again are delivered as one CancelledError, with the message of
 * the first.
 */
public final class CancelTwiceIsDeliveredOnce extends Scenario {

  private void job() {
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        sleep(seconds(1.0));
        print("slept", time());
      } catch (CancelledError e) {
        print("cancelled", e.getMessage());
      }
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          sleep(seconds(0.5));
          print(task.cancel("first"), task.cancel("second"));
          task.await();
          print("requests", task.cancelling());
        });
  }
}
