package asyncio.conformance.wait;

import static asyncio.Asyncio.FIRST_COMPLETED;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitUntil;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.Task;
import asyncio.task.WaitResult;
import java.util.List;
import java.util.stream.Stream;

/** wait gives way once even if all its tasks are finished; a task given twice counts once. */
public final class WaitAlreadyDone extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          List<Task<Integer>> tasks =
              Stream.of(0, 1).map(n -> createTask(() -> sleep(seconds(0), n))).toList();
          gather(tasks);
          getRunningLoop().callSoon(() -> print("callback"));
          WaitResult<Integer> sets = Asyncio.wait(tasks);
          print(sets.done().size(), sets.pending().size());
          List<Task<Integer>> twice = Stream.concat(tasks.stream(), tasks.stream()).toList();
          sets = waitUntil(FIRST_COMPLETED, twice);
          print("duplicates counted once", sets.done().size(), sets.pending().size());
          sleep(seconds(0));
        });
  }
}
