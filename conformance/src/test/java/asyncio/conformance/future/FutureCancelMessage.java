package asyncio.conformance.future;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.Task;

/** The message given to cancel arrives in the CancelledError of awaiters and of result(). */
public final class FutureCancelMessage extends Scenario {

  private void waiter(Future<Void> f) {
    try {
      f.await();
    } catch (CancelledError e) {
      print("waiter", e.getMessage());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<Void> f = createFuture();
          Task<Void> task = createTask(() -> waiter(f));
          sleep(seconds(0));
          print(f.cancel("no longer needed"));
          print(f.cancel("a second reason"));
          task.await();
          try {
            f.result();
          } catch (CancelledError e) {
            print("result", e.getMessage());
          }
        });
  }
}
