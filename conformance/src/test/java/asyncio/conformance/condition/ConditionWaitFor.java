package asyncio.conformance.condition;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Condition;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * WaitFor checks its predicate again at each notification; if it holds already, there is no wait.
 */
public final class ConditionWaitFor extends Scenario {

  private final List<String> stock = new ArrayList<>();

  private boolean enough() {
    print("checked with", stock.size());
    return stock.size() >= 2;
  }

  private void consumer(Condition condition) {
    try (var _ = condition.hold()) {
      condition.waitFor(this::enough);
      print("got", stock.size());
      condition.waitFor(this::enough);
      print("got", stock.size());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var condition = new Condition();
          Task<Void> task = createTask(() -> consumer(condition));
          for (String item : List.of("a", "b")) {
            sleep(seconds(0.5));
            try (var _ = condition.hold()) {
              stock.add(item);
              condition.notifyOne();
            }
          }
          task.await();
        });
  }
}
