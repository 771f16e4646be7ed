package asyncio.conformance.condition;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Condition;
import asyncio.task.Task;
import java.util.List;
import java.util.stream.IntStream;

/** Notify wakes n waiters in the order of waiting; each goes on when it has the lock again. */
public final class ConditionNotify extends Scenario {

  private void waiter(int n, Condition condition) {
    try (var _ = condition.hold()) {
      condition.await();
      print(n, "woken, lock held", condition.locked());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var condition = new Condition();
          List<Task<Void>> tasks =
              IntStream.range(0, 5).mapToObj(n -> createTask(() -> waiter(n, condition))).toList();
          sleep(seconds(0.5));
          for (int count : new int[] {1, 2}) {
            try (var _ = condition.hold()) {
              condition.notify(count);
              print("notified", count);
            }
            sleep(seconds(0.5));
          }
          try (var _ = condition.hold()) {
            condition.notifyEveryone();
            print("notified all");
          }
          gather(tasks);
        });
  }
}
