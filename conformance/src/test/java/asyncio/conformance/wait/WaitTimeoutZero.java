package asyncio.conformance.wait;

import static asyncio.Asyncio.ALL_COMPLETED;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitUntil;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import asyncio.task.WaitResult;
import java.util.List;

/** wait with timeout 0 still gives the tasks a turn. */
public final class WaitTimeoutZero extends Scenario {

  private void quick() {
    print("quick runs");
  }

  private void slow() {
    print("slow runs");
    sleep(seconds(1.0));
  }

  @Override
  protected void main() {
    run(
        () -> {
          List<Task<Void>> tasks = List.of(createTask(this::quick), createTask(this::slow));
          WaitResult<Void> sets = waitUntil(ALL_COMPLETED, tasks, seconds(0));
          print(sets.done().size(), sets.pending().size(), time());
        });
  }
}
