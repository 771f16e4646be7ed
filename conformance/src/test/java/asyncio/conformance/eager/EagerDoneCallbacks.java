package asyncio.conformance.eager;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.time.Duration;

/** A done callback added to an eager task that is finished already runs in the next iteration. */
public final class EagerDoneCallbacks extends Scenario {

  private String job() {
    return "value";
  }

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop().setTaskFactory(Task::createEager);
          Task<String> task = createTask(this::job);
          task.addDoneCallback(t -> print("callback", t.result()));
          print("added");
          print("await does not yield", task.await());
          sleep(Duration.ZERO);
          print("end");
        });
  }
}
