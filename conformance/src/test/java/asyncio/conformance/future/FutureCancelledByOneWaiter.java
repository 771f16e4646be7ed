package asyncio.conformance.future;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.Task;
import java.util.List;

/**
 * Cancelling one task that awaits a bare future cancels the future itself, and so every other task
 * that awaits it.
 */
public final class FutureCancelledByOneWaiter extends Scenario {

  private void waiter(String name, Future<Void> future) {
    try {
      future.await();
    } catch (CancelledError e) {
      print(name, "cancelled, asked by", currentTask().cancelling());
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<Void> future = createFuture();
          Task<Void> a = createTask(() -> waiter("a", future));
          Task<Void> b = createTask(() -> waiter("b", future));
          sleep(seconds(0.5));
          a.cancel();
          print("future cancelled", future.cancelled());
          Asyncio.wait(List.of(a, b));
          print(a.cancelled(), b.cancelled(), a.cancelling(), b.cancelling());
        });
  }
}
