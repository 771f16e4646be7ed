package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/**
 * Awaiting a task that somebody else cancelled throws CancelledError although the awaiter was not
 * asked: cancelling() tells the difference.
 */
public final class CancelAwaiterOfCancelledTask extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(() -> sleep(seconds(10.0)));
          getRunningLoop().callLater(seconds(0.5), task::cancel);
          try {
            task.await();
          } catch (CancelledError e) {
            print(
                "requests for main", currentTask().cancelling(), "for the task", task.cancelling());
          }
          sleep(seconds(0.5));
          print("main goes on", time());
        });
  }
}
