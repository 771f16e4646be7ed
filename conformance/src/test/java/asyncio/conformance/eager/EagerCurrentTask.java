package asyncio.conformance.eager;

import static asyncio.Asyncio.allTasks;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.getRunningLoop;

import asyncio.conformance.Scenario;
import asyncio.task.Task;

/** During an eager start the new task is the current one; afterwards its creator is again. */
public final class EagerCurrentTask extends Scenario {

  private void job() {
    print("current", currentTask().getName(), "in all_tasks", allTasks().contains(currentTask()));
  }

  @Override
  protected void main() {
    run(
        () -> {
          currentTask().setName("main");
          getRunningLoop().setTaskFactory(Task::createEager);
          createTask("job", this::job);
          print("current", currentTask().getName());
        });
  }
}
