package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/** Once the awaited future is cancelled, uncancel() no longer stops the CancelledError. */
public final class CancelTakenBackWhileWaiting extends Scenario {

  private void job() {
    try {
      sleep(seconds(10.0));
      print("never printed");
    } catch (CancelledError e) {
      print("cancelled all the same, requests", currentTask().cancelling());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          sleep(seconds(0.5));
          task.cancel();
          print("uncancel", task.uncancel());
          task.await();
        });
  }
}
