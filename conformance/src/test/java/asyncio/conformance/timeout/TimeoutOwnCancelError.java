package asyncio.conformance.timeout;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.concurrent.TimeoutException;

/**
 * Inside a timeout, a CancelledError that the timeout did not cause is not turned into
 * TimeoutException.
 */
public final class TimeoutOwnCancelError extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> other = createTask(() -> sleep(seconds(10.0)));
          getRunningLoop().callLater(seconds(0.5), other::cancel);
          try {
            timeout(seconds(1.0), () -> other.await());
          } catch (TimeoutException e) {
            print("TimeoutException");
          } catch (CancelledError e) {
            print("CancelledError", time());
          }
        });
  }
}
