package asyncio.conformance.completed;

import static asyncio.Asyncio.asCompleted;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Awaitable;
import asyncio.task.Task;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * After the timeout every outstanding item of a plain iteration throws TimeoutException; the tasks
 * go on.
 */
public final class CompletedTimeoutPlain extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          List<Task<Double>> tasks =
              Stream.of(0.5, 2.0, 3.0).map(d -> createTask(() -> sleep(seconds(d), d))).toList();
          for (Awaitable<Double> item : asCompleted(tasks, seconds(1.0)).awaitables()) {
            try {
              print(item.await(), time());
            } catch (TimeoutException e) {
              print("TimeoutException", time());
            }
          }
          print(
              tasks.stream().map(Task::done).toList(),
              tasks.stream().map(Task::cancelled).toList());
          print(tasks.get(2).await(), time());
        });
  }
}
