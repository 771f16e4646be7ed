package asyncio.conformance.lock;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Lock;
import asyncio.task.Task;

/**
 * Between release and the wake-up of the next waiter the lock is free but spoken for: a newcomer
 * must wait.
 */
public final class LockNewcomerAfterRelease extends Scenario {

  private void worker(String name, Lock lock) {
    try (var _ = lock.hold()) {
      print(name, "in");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var lock = new Lock();
          lock.acquire();
          Task<Void> a = createTask(() -> worker("a", lock));
          sleep(seconds(0.5));
          lock.release();
          print("locked", lock.locked());
          worker("newcomer", lock);
          a.await();
        });
  }
}
