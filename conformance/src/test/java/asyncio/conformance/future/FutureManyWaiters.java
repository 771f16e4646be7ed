package asyncio.conformance.future;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import asyncio.task.Task;
import java.util.List;
import java.util.stream.IntStream;

/** All tasks that await one future are woken in the order in which they began to wait. */
public final class FutureManyWaiters extends Scenario {

  private void waiter(int n, Future<String> future) {
    try {
      print(n, "got", future.await());
    } catch (IllegalArgumentException e) {
      print(n, "caught", e.getMessage());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          for (String outcome : List.of("result", "exception")) {
            Future<String> future = createFuture();
            List<Task<Void>> tasks =
                IntStream.range(0, 3).mapToObj(n -> createTask(() -> waiter(n, future))).toList();
            sleep(seconds(0));
            if (outcome.equals("result")) {
              future.setResult("shared");
            } else {
              future.setException(new IllegalArgumentException("shared"));
            }
            gather(tasks);
          }
        });
  }
}
