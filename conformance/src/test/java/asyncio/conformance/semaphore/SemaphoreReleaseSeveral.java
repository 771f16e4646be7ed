package asyncio.conformance.semaphore;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Semaphore;
import asyncio.task.Task;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Each release lets one waiter in, even several in the same tick; a plain semaphore may be released
 * above its start value.
 */
public final class SemaphoreReleaseSeveral extends Scenario {

  private void worker(int n, Semaphore semaphore) {
    semaphore.acquire();
    print(n, "in", time());
  }

  @Override
  protected void main() {
    run(
        () -> {
          var semaphore = new Semaphore(0);
          List<Task<Void>> tasks =
              IntStream.range(0, 3).mapToObj(n -> createTask(() -> worker(n, semaphore))).toList();
          sleep(seconds(0.5));
          semaphore.release();
          semaphore.release();
          sleep(seconds(0.5));
          print(tasks.stream().map(Task::done).toList(), semaphore.locked());
          for (int i = 0; i < 3; i++) {
            semaphore.release();
          }
          gather(tasks);
          boolean before = semaphore.locked();
          semaphore.acquire();
          semaphore.acquire();
          print(before, semaphore.locked());
        });
  }
}
