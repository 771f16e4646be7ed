package asyncio.conformance.group;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.ExceptionGroup;
import asyncio.task.TaskGroup;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A failure of the body cancels the tasks and is wrapped in the ExceptionGroup too; it comes after
 * failures of tasks.
 */
public final class GroupBodyFails extends Scenario {

  private void worker(String name, boolean fail) {
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      print(name, "cancelled");
      if (fail) {
        throw new NoSuchElementException(name);
      }
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          for (boolean fail : List.of(false, true)) {
            try {
              taskGroup(
                  (TaskGroup group) -> {
                    group.createTask(() -> worker("worker", fail));
                    sleep(seconds(0.5));
                    throw new IllegalArgumentException("body");
                  });
            } catch (ExceptionGroup e) {
              for (Throwable failure : e.exceptions()) {
                print(nameOf(failure), failure.getMessage());
              }
            }
          }
        });
  }
}
