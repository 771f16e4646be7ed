package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.List;

/** A task may cancel itself: it goes on until its next await, which throws. */
public final class CancelSelf extends Scenario {

  private void job() {
    print("cancel", currentTask().cancel("by myself"));
    print("still running");
    try {
      sleep(seconds(0));
      print("never printed");
    } catch (CancelledError e) {
      print("at the next await:", e.getMessage());
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          Asyncio.wait(List.of(task));
          print("cancelled", task.cancelled());
        });
  }
}
