package asyncio.conformance.handler;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.time.Duration;

/**
 * A failed task that nobody looked at is reported to the handler when its last reference goes away.
 */
public final class HandlerNeverRetrieved extends Scenario {

  private Task<Void> unseen;
  private Task<Void> seen;

  private void fails(String n) {
    throw new IllegalArgumentException(n);
  }

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop()
              .setExceptionHandler(
                  (_, context) ->
                      print(
                          "handler", context.exception().getMessage(), context.contains("future")));
          unseen = createTask(() -> fails("unseen"));
          seen = createTask(() -> fails("seen"));
          sleep(Duration.ZERO);
          print("asked", seen.exception().getMessage());
          seen = null;
          collectGarbage();
          print("dropping");
          unseen = null;
          collectGarbageUntilReport();
          print("end");
        });
  }
}
