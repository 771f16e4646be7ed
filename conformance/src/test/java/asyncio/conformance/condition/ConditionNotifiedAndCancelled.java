package asyncio.conformance.condition;

import static asyncio.Asyncio.ALL_COMPLETED;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitUntil;

import asyncio.conformance.Scenario;
import asyncio.sync.Condition;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import asyncio.task.WaitResult;
import java.util.List;

/** A notification that meets a cancelled waiter is not lost: it goes to the next one. */
public final class ConditionNotifiedAndCancelled extends Scenario {

  private void waiter(String name, Condition condition) {
    try (var _ = condition.hold()) {
      condition.await();
      print(name, "woken");
    } catch (CancelledError e) {
      print(name, "cancelled");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var condition = new Condition();
          Task<Void> a = createTask(() -> waiter("a", condition));
          Task<Void> b = createTask(() -> waiter("b", condition));
          sleep(seconds(0.5));
          try (var _ = condition.hold()) {
            condition.notify(1);
            a.cancel();
          }
          WaitResult<Void> result = waitUntil(ALL_COMPLETED, List.of(a, b), seconds(1.0));
          print(result.done().size(), result.pending().size(), time());
        });
  }
}
