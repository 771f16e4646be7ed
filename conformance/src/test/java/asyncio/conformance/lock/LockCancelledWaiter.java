package asyncio.conformance.lock;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.sync.Lock;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.List;

/**
 * A cancelled waiter leaves the line, also if the lock was just handed to it: the next one gets it.
 */
public final class LockCancelledWaiter extends Scenario {

  private void worker(String name, Lock lock) {
    try (var _ = lock.hold()) {
      print(name, "in");
    } catch (CancelledError cancelled) {
      print(name, "cancelled");
      throw cancelled;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var lock = new Lock();
          lock.acquire();
          Task<Void> a = createTask(() -> worker("a", lock));
          Task<Void> b = createTask(() -> worker("b", lock));
          Task<Void> c = createTask(() -> worker("c", lock));
          sleep(seconds(0.5));
          a.cancel();
          sleep(seconds(0.5));
          lock.release();
          b.cancel();
          Asyncio.wait(List.of(a, b, c));
          print("locked", lock.locked());
        });
  }
}
