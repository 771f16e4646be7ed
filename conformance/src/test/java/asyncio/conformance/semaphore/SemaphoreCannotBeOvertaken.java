package asyncio.conformance.semaphore;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Semaphore;
import asyncio.task.Task;

/**
 * A free semaphore counts as locked while a woken waiter has not run yet: a newcomer goes to the
 * end of the line.
 */
public final class SemaphoreCannotBeOvertaken extends Scenario {

  private void worker(String name, Semaphore semaphore) {
    semaphore.acquire();
    print(name, "in");
    semaphore.release();
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
          print("locked", semaphore.locked());
          worker("main", semaphore);
          gather(a, b);
          print("locked", semaphore.locked());
        });
  }
}
