package asyncio.conformance.gather;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.gatherFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import java.util.List;

/**
 * gather takes coroutines, tasks and futures together; a finished one does not make it skip the
 * loop.
 */
public final class GatherMixedArguments extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Future<String> finished = createFuture();
          finished.setResult("finished");
          Future<String> later = createFuture();
          getRunningLoop().callLater(seconds(0.5), () -> later.setResult("later"));
          List<String> results =
              gather(
                  finished,
                  later,
                  createTask(() -> sleep(seconds(0.25), "task")),
                  () -> sleep(seconds(0), "coroutine"));
          print(String.join(" ", results));
          Future<List<String>> only = gatherFuture(finished);
          print("done at once", only.done());
          print(String.join(" ", only.await()), time());
        });
  }
}
