package asyncio.conformance.group;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.List;

/**
 * Cancelling the task that holds a group cancels its tasks, waits for them, and comes out as
 * CancelledError.
 */
public final class GroupCancelledFromOutside extends Scenario {

  private void worker() {
    try {
      sleep(seconds(10.0));
    } finally {
      sleep(seconds(0.5));
      print("worker left", time());
    }
  }

  private void holder() {
    try {
      taskGroup(
          group -> {
            group.createTask(this::worker);
          });
    } catch (CancelledError e) {
      print("holder", e.getMessage(), time());
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::holder);
          sleep(seconds(0.5));
          task.cancel("outside");
          Asyncio.wait(List.of(task));
          print("cancelled", task.cancelled());
        });
  }
}
