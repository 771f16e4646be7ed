package asyncio.conformance.waitfor;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/**
 * If what waitFor waits for is cancelled by somebody else, CancelledError comes out although the
 * caller was not cancelled.
 */
public final class WaitforCancelledInnerWithoutTimeout extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(() -> sleep(seconds(10.0)));
          getRunningLoop().callLater(seconds(0.5), task::cancel);
          try {
            waitFor(task, seconds(2.0));
          } catch (CancelledError e) {
            print("CancelledError", time(), "requests", currentTask().cancelling());
          }
        });
  }
}
