package asyncio.conformance.task;

import static asyncio.Asyncio.allTasks;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.stream.Collectors;

/** Task names, the current task, and the set of unfinished tasks. */
public final class TaskNamesAndCurrent extends Scenario {

  private void job(double delay) {
    print("running", currentTask().getName());
    sleep(seconds(delay));
  }

  private static String alive() {
    return allTasks().stream().map(Task::getName).sorted().collect(Collectors.joining(" "));
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<?> me = currentTask();
          me.setName("main");
          Task<Void> a = createTask("a", () -> job(1.0));
          Task<Void> b = createTask("b", () -> job(2.0));
          print("same object", currentTask() == me);
          print("alive:", alive());
          sleep(seconds(0));
          b.setName("renamed");
          print("alive:", alive());
          getRunningLoop().callSoon(() -> print("in a callback", currentTask()));
          a.await();
          print("alive:", alive());
          b.await();
          print("alive:", alive());
        });
  }
}
