package asyncio.conformance.waitfor;

import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import java.util.concurrent.TimeoutException;

/** If the timed-out task answers with another exception, that exception comes out of waitFor. */
public final class WaitforInnerFailsDuringCancel extends Scenario {

  private void job() {
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      throw new IllegalArgumentException("cleanup failed", e);
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            waitFor(this::job, seconds(1.0));
          } catch (IllegalArgumentException e) {
            print("IllegalArgumentException", e.getMessage());
          } catch (TimeoutException e) {
            print("TimeoutException");
          }
          print("requests", currentTask().cancelling());
        });
  }
}
