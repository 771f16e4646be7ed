package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/**
 * cancel() only asks; CancelledError is thrown at the await in the next iteration, at the same
 * moment of time.
 */
public final class CancelDuringSleep extends Scenario {

  private void job() {
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      print("job cancelled at", time());
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          sleep(seconds(0.5));
          print("cancel", task.cancel(), "done", task.done());
          sleep(seconds(0));
          print("after one yield: done", task.done());
          sleep(seconds(0));
          print("after two yields: done", task.done(), "cancelled", task.cancelled());
        });
  }
}
