package asyncio.conformance.group;

import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.ExceptionGroup;
import asyncio.task.Task;
import asyncio.task.TaskGroup;

/** If the body fails before it suspends, tasks created in it are cancelled before they start. */
public final class GroupBodyFailsAtOnce extends Scenario {

  private Task<Void> task;

  private void worker() {
    print("never printed");
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            taskGroup(
                (TaskGroup group) -> {
                  task = group.createTask(this::worker);
                  throw new IllegalArgumentException("body");
                });
          } catch (ExceptionGroup e) {
            print(
                e.exceptions().size(),
                e.exceptions().getFirst().getMessage(),
                "task cancelled",
                task.cancelled());
          }
        });
  }
}
