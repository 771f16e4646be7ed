package asyncio.conformance.group;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.ExceptionGroup;
import asyncio.task.Task;

/** A task that ignores the group's cancellation keeps the group waiting. */
public final class GroupChildSwallowsCancel extends Scenario {

  private Task<String> stubborn;

  private void fails() {
    sleep(seconds(0.5));
    throw new IllegalArgumentException("failed");
  }

  private String stubborn() {
    try {
      sleep(seconds(10.0));
      return "never";
    } catch (CancelledError e) {
      sleep(seconds(2.0));
      return "my own pace";
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            taskGroup(
                group -> {
                  stubborn = group.createTask(this::stubborn);
                  group.createTask(this::fails);
                });
          } catch (ExceptionGroup e) {
            print(e.exceptions().size(), stubborn.result(), time());
          }
        });
  }
}
