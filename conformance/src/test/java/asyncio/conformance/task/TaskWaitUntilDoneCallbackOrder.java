package asyncio.conformance.task;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Task;

/**
 * An awaiter that began to wait before a done callback was added is woken before that callback
 * runs.
 */
public final class TaskWaitUntilDoneCallbackOrder extends Scenario {

  private void job() {
    sleep(seconds(0.5));
    print("job ends");
  }

  private void awaiter(Task<Void> task) {
    task.await();
    print("awaiter woken");
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          task.addDoneCallback(done -> print("callback 1"));
          Task<Void> other = createTask(() -> awaiter(task));
          sleep(seconds(0));
          task.addDoneCallback(done -> print("callback 2"));
          other.await();
        });
  }
}
