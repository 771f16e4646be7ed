package asyncio.conformance.order;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Task;

/**
 * Two tasks whose sleeps end at the same moment resume in the order in which their sleeps began.
 */
public final class OrderTwoSleepersTie extends Scenario {

  private void sleeper(String name, double first, double second) {
    sleep(seconds(first));
    print(name, "begins second sleep", time());
    sleep(seconds(second));
    print(name, "ends", time());
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> a = createTask(() -> sleeper("a", 1.0, 1.0));
          Task<Void> b = createTask(() -> sleeper("b", 0.5, 1.5));
          a.await();
          b.await();
        });
  }
}
