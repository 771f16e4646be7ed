package asyncio.conformance.completed;

import static asyncio.Asyncio.asCompleted;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import asyncio.task.Task;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asynchronous iteration of asCompleted yields the very tasks that were given, finished. */
public final class CompletedAsyncIteration extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Map<Task<Double>, String> names = new LinkedHashMap<>();
          names.put(createTask(() -> sleep(seconds(2.0), 2.0)), "a");
          names.put(createTask(() -> sleep(seconds(0.5), 0.5)), "b");
          names.put(createTask(() -> sleep(seconds(1.0), 1.0)), "c");
          for (Future<Double> task : asCompleted(names.keySet())) {
            print(names.get(task), task.done(), task.await(), time());
          }
        });
  }
}
