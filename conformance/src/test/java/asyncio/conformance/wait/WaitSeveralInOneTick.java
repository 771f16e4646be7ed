package asyncio.conformance.wait;

import static asyncio.Asyncio.FIRST_COMPLETED;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitUntil;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.task.WaitResult;
import java.util.ArrayList;
import java.util.List;

/** Tasks that end in the same iteration are all in done, even with FIRST_COMPLETED. */
public final class WaitSeveralInOneTick extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          List<Task<Integer>> tasks = new ArrayList<>();
          for (int n : List.of(0, 1, 2)) {
            tasks.add(createTask(() -> n));
          }
          tasks.add(createTask(() -> sleep(seconds(1.0), 3)));
          WaitResult<Integer> sets = waitUntil(FIRST_COMPLETED, tasks);
          print(sets.done().stream().map(Future::result).sorted().toList(), sets.pending().size());
          tasks.get(3).cancel();
        });
  }
}
