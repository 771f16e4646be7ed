package asyncio.conformance.eager;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.shield;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.taskGroup;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import asyncio.task.Awaitable;
import asyncio.task.EventLoop;
import asyncio.task.Task;
import asyncio.task.TaskFactory;
import asyncio.task.TaskOptions;

/**
 * A task factory sees every coroutine that becomes a task: gather and shield make tasks, waitFor
 * does not.
 */
public final class EagerCustomFactory extends Scenario {

  private int created;

  private int job(int n) {
    sleep(seconds(0.25));
    return n;
  }

  private final class CountingFactory implements TaskFactory {

    @Override
    public <T> Task<T> createTask(EventLoop loop, Awaitable<T> coroutine, TaskOptions options) {
      created++;
      return Task.create(loop, coroutine, options);
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.setTaskFactory(new CountingFactory());
          createTask(() -> job(1)).await();
          print("create_task", created);
          gather(() -> job(1), () -> job(2), () -> job(3));
          print("gather", created);
          waitFor(() -> job(1), seconds(1.0));
          print("wait_for", created);
          shield(() -> job(1)).await();
          print("shield", created);
          taskGroup(
              group -> {
                group.createTask(() -> job(1));
              });
          print("group", created);
          loop.setTaskFactory(null);
          print("reset", loop.getTaskFactory());
        });
  }
}
