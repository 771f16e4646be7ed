package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/** A task that answers a cancellation with another exception ends as failed, not as cancelled. */
public final class CancelReplacedByError extends Scenario {

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
          Task<Void> task = createTask(this::job);
          sleep(seconds(0.5));
          task.cancel();
          try {
            task.await();
          } catch (IllegalArgumentException e) {
            print("IllegalArgumentException", e.getMessage());
            print("context is CancelledError", e.getCause() instanceof CancelledError);
          }
          print("cancelled", task.cancelled());
        });
  }
}
