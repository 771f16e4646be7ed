package asyncio.conformance.timeout;

import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import asyncio.task.Timeout;

/** A body that answers its timeout with another exception: that one comes out. */
public final class TimeoutBodyRaisesAfterExpiry extends Scenario {

  private void cleanUp() {
    throw new IllegalArgumentException("cleanup failed");
  }

  @Override
  protected void main() {
    run(
        () -> {
          Timeout scope = timeout(seconds(1.0));
          try {
            scope.run(
                _ -> {
                  try {
                    sleep(seconds(5.0));
                  } finally {
                    cleanUp();
                  }
                  return null;
                });
          } catch (IllegalArgumentException e) {
            print(
                "IllegalArgumentException",
                e.getMessage(),
                "expired",
                scope.expired(),
                "requests",
                currentTask().cancelling());
          }
        });
  }
}
