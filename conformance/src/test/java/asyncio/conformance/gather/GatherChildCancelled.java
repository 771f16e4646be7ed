package asyncio.conformance.gather;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.gatherFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.Task;
import java.util.List;

/**
 * A child cancelled by somebody else is treated as a failure with CancelledError; the gather itself
 * is not cancelled.
 */
public final class GatherChildCancelled extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> child = createTask(() -> sleep(seconds(10.0), "never"));
          Task<String> other = createTask(() -> sleep(seconds(1.0), "other"));
          Future<List<String>> group = gatherFuture(child, other);
          getRunningLoop().callLater(seconds(0.5), child::cancel);
          try {
            group.await();
          } catch (CancelledError e) {
            print("CancelledError", time(), "requests", currentTask().cancelling());
          }
          print("group cancelled", group.cancelled(), "other done", other.done());
          print(other.await());
        });
  }
}
