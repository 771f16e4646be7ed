package asyncio.conformance.timeout;

import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Timeout;
import java.util.concurrent.TimeoutException;

/** Two nested timeouts with the same deadline: both expire, and only the outer one throws. */
public final class TimeoutNestedSameDeadline extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Timeout outer = timeout(seconds(1.0));
          Timeout inner = timeout(seconds(1.0));
          try {
            outer.run(
                _ -> {
                  runInner(inner);
                  return null;
                });
          } catch (TimeoutException e) {
            print("outer TimeoutException", time());
          }
          print(outer.expired(), inner.expired(), currentTask().cancelling());
        });
  }

  private void runInner(Timeout inner) {
    try {
      inner.run(
          _ -> {
            sleep(seconds(10.0));
            return null;
          });
    } catch (TimeoutException e) {
      print("inner TimeoutException");
      sleep(seconds(0));
      print("between");
    } catch (CancelledError e) {
      print("inner CancelledError");
      throw e;
    }
  }
}
