package asyncio.conformance.eager;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import asyncio.task.TaskOptions;
import java.time.Duration;

/** Eager start can be asked for one task at a time. */
public final class EagerPerTask extends Scenario {

  private Coroutine<Void> job(String name) {
    return Coroutine.of(() -> print(name, "runs"));
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Task<Void> a = Task.create(loop, job("ordinary"), TaskOptions.DEFAULT);
          Task<Void> b = Task.create(loop, job("eager"), TaskOptions.eager());
          print("created", a.done(), b.done());
          Task<Void> c = createTask(TaskOptions.eager(), job("eager by create_task"));
          print("created", c.done());
          sleep(Duration.ZERO);
          print("end", a.done());
        });
  }
}
