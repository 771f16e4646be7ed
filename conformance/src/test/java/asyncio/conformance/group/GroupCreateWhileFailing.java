package asyncio.conformance.group;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.ExceptionGroup;
import asyncio.task.TaskGroup;

/** A group that is being torn down after a failure takes no new tasks. */
public final class GroupCreateWhileFailing extends Scenario {

  private void fails() {
    throw new IllegalArgumentException("child");
  }

  private void late() {
    print("never printed");
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            taskGroup(
                group -> {
                  group.createTask(this::fails);
                  try {
                    sleep(seconds(1.0));
                  } catch (CancelledError e) {
                    createLate(group);
                  }
                });
          } catch (ExceptionGroup e) {
            print(e.exceptions().stream().map(x -> x.getMessage().equals("child")).toList());
          }
        });
  }

  private void createLate(TaskGroup group) {
    try {
      group.createTask(this::late);
    } catch (IllegalStateException e) {
      print("IllegalStateException");
    }
  }
}
