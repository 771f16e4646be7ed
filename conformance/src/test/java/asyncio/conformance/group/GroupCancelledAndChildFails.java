package asyncio.conformance.group;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.ExceptionGroup;
import asyncio.task.Task;

/**
 * If a task fails while the group is being cancelled from outside, the failure wins, and the
 * cancellation comes at the next await.
 */
public final class GroupCancelledAndChildFails extends Scenario {

  private void worker() {
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      throw new IllegalArgumentException("during cancel", e);
    }
  }

  private void holder() {
    Task<?> me = currentTask();
    try {
      taskGroup(
          group -> {
            group.createTask(this::worker);
          });
    } catch (ExceptionGroup e) {
      print("ExceptionGroup", e.exceptions().getFirst().getMessage(), "requests", me.cancelling());
    }
    try {
      sleep(seconds(1.0));
      print("slept");
    } catch (CancelledError e) {
      print("CancelledError at the next await");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::holder);
          sleep(seconds(0.5));
          task.cancel();
          task.await();
        });
  }
}
