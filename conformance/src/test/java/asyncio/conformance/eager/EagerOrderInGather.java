package asyncio.conformance.eager;

import static asyncio.Asyncio.gatherFuture;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Task;
import java.time.Duration;
import java.util.List;

/** gather of coroutines under the eager factory: all that do not suspend finish inside the call. */
public final class EagerOrderInGather extends Scenario {

  private int job(int n) {
    print("start", n);
    if (n % 2 == 1) {
      sleep(Duration.ZERO);
      print("resume", n);
    }
    return n;
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.setTaskFactory(Task::createEager);
          loop.callSoon(() -> print("callback"));
          Future<List<Integer>> group = gatherFuture(() -> job(0), () -> job(1), () -> job(2));
          print("gather called");
          print(group.await());
          print("all at once", gatherFuture(() -> job(4), () -> job(6)).done());
        });
  }
}
