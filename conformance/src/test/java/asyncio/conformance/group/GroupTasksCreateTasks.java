package asyncio.conformance.group;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;

import asyncio.conformance.Scenario;
import asyncio.task.TaskGroup;

/**
 * Tasks may create more tasks in their group while its block is being left; the group waits for
 * those too.
 */
public final class GroupTasksCreateTasks extends Scenario {

  private void spread(TaskGroup group, int n) {
    sleep(seconds(0.5));
    print("spread", n, time());
    if (n > 0) {
      group.createTask(() -> spread(group, n - 1));
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          taskGroup(
              group -> {
                group.createTask(() -> spread(group, 3));
                print("body ends");
              });
          print("group ends", time());
        });
  }
}
