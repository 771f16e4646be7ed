package asyncio.conformance.gather;

import static asyncio.Asyncio.gatherFuture;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import java.util.List;

/**
 * Cancelling a gather cancels every child, and it ends when all of them have cleaned up. (CPython
 * ends it with the first.)
 */
public final class GatherCancelledPropagates extends Scenario {

  private int job(int n, double cleanup) {
    try {
      sleep(seconds(10.0));
    } finally {
      sleep(seconds(cleanup));
      print("job", n, "left", time());
    }
    return n;
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<List<Integer>> group =
              gatherFuture(() -> job(1, 1.0), () -> job(2, 0.5), () -> job(3, 0.25));
          sleep(seconds(0.5));
          print("cancel", group.cancel(), "done", group.done());
          try {
            group.await();
          } catch (CancelledError e) {
            print("CancelledError", time());
          }
          print("cancelled", group.cancelled(), "cancel again", group.cancel());
          sleep(seconds(1.0));
          print("end", time());
        });
  }
}
