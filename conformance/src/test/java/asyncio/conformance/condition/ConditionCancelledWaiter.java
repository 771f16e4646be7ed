package asyncio.conformance.condition;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.sync.Condition;
import asyncio.task.Task;
import java.util.List;

/** A cancelled waiter takes the lock again before CancelledError comes out of await. */
public final class ConditionCancelledWaiter extends Scenario {

  private void waiter(Condition condition) {
    try (var _ = condition.hold()) {
      try {
        condition.await();
      } finally {
        print("leaves wait, lock held", condition.locked(), time());
      }
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var condition = new Condition();
          Task<Void> task = createTask(() -> waiter(condition));
          sleep(seconds(0.5));
          try (var _ = condition.hold()) {
            task.cancel();
            sleep(seconds(1.0));
            print("main leaves the lock, task done", task.done());
          }
          Asyncio.wait(List.of(task));
          print("cancelled", task.cancelled(), "locked", condition.locked());
        });
  }
}
