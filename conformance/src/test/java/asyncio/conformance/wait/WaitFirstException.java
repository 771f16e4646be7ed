package asyncio.conformance.wait;

import static asyncio.Asyncio.FIRST_EXCEPTION;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitUntil;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import asyncio.task.WaitResult;
import java.util.List;

/** FIRST_EXCEPTION returns with the first failure; a cancelled task does not count as one. */
public final class WaitFirstException extends Scenario {

  private void job(double n, boolean fail) {
    sleep(seconds(n));
    if (fail) {
      throw new IllegalArgumentException(String.valueOf(n));
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          List<Task<Void>> tasks =
              List.of(
                  createTask(() -> job(1.0, false)),
                  createTask(() -> job(10.0, false)),
                  createTask(() -> job(2.0, true)),
                  createTask(() -> job(3.0, false)));
          getRunningLoop().callLater(seconds(0.5), tasks.get(1)::cancel);
          WaitResult<Void> sets = waitUntil(FIRST_EXCEPTION, tasks);
          print(
              sets.done().size(),
              sets.pending().size(),
              time(),
              sets.done().contains(tasks.get(1)),
              sets.pending().contains(tasks.get(3)));
          sets = waitUntil(FIRST_EXCEPTION, sets.pending());
          print(sets.done().size(), sets.pending().size(), time());
        });
  }
}
