package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.shield;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Task;

/** shield of a finished future is that very future; of a pending one it is another. */
public final class CancelShieldFinished extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> task = createTask(() -> sleep(seconds(0.5), "value"));
          print(shield(task) == task);
          task.await();
          print(shield(task) == task, shield(task).await());
        });
  }
}
