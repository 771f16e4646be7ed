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
import java.util.concurrent.TimeoutException;

/**
 * A cancellation from outside at the very moment of the timeout is not lost: CancelledError wins
 * over TimeoutException.
 */
public final class WaitforCancelAndTimeoutTie extends Scenario {

  private void outer() {
    try {
      waitFor(() -> sleep(seconds(10.0)), seconds(1.0));
    } catch (TimeoutException e) {
      print("TimeoutException, requests", currentTask().cancelling());
    } catch (CancelledError e) {
      print("CancelledError, requests", currentTask().cancelling());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> first = createTask(this::outer);
          getRunningLoop().callAt(1.0, first::cancel);
          first.await();
          Task<Void> second = createTask(this::outer);
          sleep(seconds(0));
          getRunningLoop().callAt(2.0, second::cancel);
          second.await();
        });
  }
}
