package asyncio.conformance.cancel;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.InvalidStateError;
import asyncio.task.Task;

/**
 * A task that awaits a bare future and is cancelled: the future is cancelled at once, so a later
 * setResult is refused.
 */
public final class CancelThenResultSameTick extends Scenario {

  private void job(Future<String> f) {
    try {
      print("got", f.await());
    } catch (CancelledError e) {
      print("cancelled");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<String> f = createFuture();
          Task<Void> task = createTask(() -> job(f));
          sleep(seconds(0.5));
          task.cancel();
          try {
            f.setResult("value");
          } catch (InvalidStateError e) {
            print("set_result refused");
          }
          task.await();
        });
  }
}
