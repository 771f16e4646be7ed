package asyncio.conformance.future;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.ensureFuture;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import asyncio.task.Task;

/** ensureFuture makes a task of a coroutine and returns a future or task as it is. */
public final class FutureEnsureAndWrap extends Scenario {

  private int job() {
    print("job runs");
    return 1;
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<Integer> f = createFuture();
          Future<Integer> task = ensureFuture(this::job);
          print(ensureFuture(f) == f, ensureFuture(task) == task);
          print("is task", isTask(task), isTask(f), isFuture(task));
          print(isFuture(f), isFuture(task), task.done());
          print("result", task.await());
        });
  }

  private static boolean isTask(Object object) {
    return object instanceof Task<?>;
  }

  private static boolean isFuture(Object object) {
    return object instanceof Future<?>;
  }
}
