package asyncio.conformance.cancel;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.Task;

/**
 * A task whose awaited future was completed and that is cancelled before it wakes gets the
 * cancellation, not the result.
 */
public final class CancelAfterResultSameTick extends Scenario {

  private void job(Future<String> f) {
    try {
      print("got", f.await());
    } catch (CancelledError e) {
      print("cancelled, and the future has", f.result());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<String> f = createFuture();
          Task<Void> task = createTask(() -> job(f));
          sleep(seconds(0.5));
          f.setResult("value");
          print("cancel", task.cancel(), "future cancelled", f.cancelled());
          task.await();
        });
  }
}
