package asyncio.conformance.semaphore;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Semaphore;
import asyncio.task.Coroutine;
import java.util.stream.IntStream;

/** A semaphore lets n tasks in at a time, in the order of waiting. */
public final class SemaphoreLimits extends Scenario {

  private void worker(int n, Semaphore semaphore) {
    try (var _ = semaphore.hold()) {
      print(n, "in", time());
      sleep(seconds(n % 2 == 1 ? 1.0 : 1.5));
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var semaphore = new Semaphore(2);
          print("locked", semaphore.locked());
          gather(
              IntStream.range(0, 5)
                  .mapToObj(n -> Coroutine.of(() -> worker(n, semaphore)))
                  .toList());
          print("end", time());
        });
  }
}
