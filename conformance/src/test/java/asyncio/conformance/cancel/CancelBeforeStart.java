package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/** A task cancelled before its first step never enters its body. */
public final class CancelBeforeStart extends Scenario {

  private void job() {
    print("never printed");
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          print("cancel", task.cancel(), "done", task.done(), "cancelled", task.cancelled());
          try {
            task.await();
          } catch (CancelledError e) {
            print("caught CancelledError");
          }
          print("done", task.done(), "cancelled", task.cancelled());
        });
  }
}
