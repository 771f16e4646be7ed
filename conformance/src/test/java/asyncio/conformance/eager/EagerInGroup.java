package asyncio.conformance.eager;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.ExceptionGroup;
import asyncio.task.Task;
import java.time.Duration;

/**
 * An eager task that fails inside a task group before it suspends: the body goes on until its next
 * await.
 */
public final class EagerInGroup extends Scenario {

  private Task<Void> other;

  private void fails() {
    throw new IllegalArgumentException("eager failure");
  }

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop().setTaskFactory(Task::createEager);
          try {
            taskGroup(
                group -> {
                  group.createTask(this::fails);
                  print("body goes on");
                  other = group.createTask(() -> sleep(seconds(1.0)));
                  print("second task created");
                  sleep(Duration.ZERO);
                  print("never printed");
                });
          } catch (ExceptionGroup e) {
            print(e.exceptions().getFirst().getMessage(), "other cancelled", other.cancelled());
          }
        });
  }
}
