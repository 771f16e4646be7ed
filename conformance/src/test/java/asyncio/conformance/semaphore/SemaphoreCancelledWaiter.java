package asyncio.conformance.semaphore;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Semaphore;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/** A waiter that is cancelled just after its turn came passes the turn on. */
public final class SemaphoreCancelledWaiter extends Scenario {

  private void worker(String name, Semaphore semaphore) {
    try (var _ = semaphore.hold()) {
      print(name, "in");
    } catch (CancelledError e) {
      print(name, "cancelled");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var semaphore = new Semaphore(1);
          semaphore.acquire();
          Task<Void> a = createTask(() -> worker("a", semaphore));
          Task<Void> b = createTask(() -> worker("b", semaphore));
          sleep(seconds(0.5));
          semaphore.release();
          a.cancel();
          gather(a, b);
          print("locked", semaphore.locked());
        });
  }
}
