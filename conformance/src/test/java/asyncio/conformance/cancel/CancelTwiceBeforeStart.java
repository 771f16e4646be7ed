package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/** Two requests before the first step: one CancelledError, with the message of the last. */
public final class CancelTwiceBeforeStart extends Scenario {

  private void job() {
    print("never printed");
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          print(task.cancel("first"), task.cancel("second"), task.cancelling());
          try {
            task.await();
          } catch (CancelledError e) {
            print("message", e.getMessage());
          }
        });
  }
}
