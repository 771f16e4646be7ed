package asyncio.conformance.diag;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Task;

/** Without a handler of its own the loop logs a failed task that nobody looked at. */
public final class DiagNeverRetrieved extends Scenario {

  private Task<Void> task;

  private void fails() {
    throw new IllegalArgumentException("nobody looked");
  }

  @Override
  protected void main() {
    run(
        () -> {
          task = createTask(this::fails);
          sleep(seconds(0.5));
          task = null;
          collectGarbageUntilReport();
          print("end");
        });
  }
}
