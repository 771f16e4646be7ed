package asyncio.conformance.timeout;

import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Timeout;

/**
 * A body that swallows the cancellation of its timeout leaves the block normally: no
 * TimeoutException, but expired() tells.
 */
public final class TimeoutBodySwallows extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Timeout scope = timeout(seconds(1.0));
          scope.run(
              _ -> {
                try {
                  sleep(seconds(5.0));
                } catch (CancelledError e) {
                  print("swallowed", time());
                }
                sleep(seconds(1.0));
                print("the body goes on", time());
                return null;
              });
          print("left", scope.expired(), currentTask().cancelling());
        });
  }
}
