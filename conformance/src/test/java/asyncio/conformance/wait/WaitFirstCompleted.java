package asyncio.conformance.wait;

import static asyncio.Asyncio.FIRST_COMPLETED;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitUntil;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import asyncio.task.WaitResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** FIRST_COMPLETED returns with the first; the rest goes on and can be waited for again. */
public final class WaitFirstCompleted extends Scenario {

  private double job(double n) {
    sleep(seconds(n));
    return n;
  }

  @Override
  protected void main() {
    run(
        () -> {
          Set<Future<Double>> pending = new HashSet<>();
          for (double n : List.of(2.0, 0.5, 1.0)) {
            pending.add(createTask(() -> job(n)));
          }
          while (!pending.isEmpty()) {
            WaitResult<Double> sets = waitUntil(FIRST_COMPLETED, pending);
            pending = sets.pending();
            print(sets.done().stream().map(Future::result).toList(), pending.size(), time());
          }
        });
  }
}
