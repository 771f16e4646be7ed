package asyncio.conformance.order;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import asyncio.task.Task;

/** Awaiting a finished future or task does not give way to other tasks. */
public final class OrderAwaitFinishedDoesNotYield extends Scenario {

  private String quick() {
    return "task value";
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<String> future = createFuture();
          future.setResult("future value");
          Task<String> task = createTask(this::quick);
          sleep(seconds(0));
          getRunningLoop().callSoon(() -> print("callback"));
          print(future.await());
          print(task.await());
          print("before yield");
          sleep(seconds(0));
          print("after yield");
        });
  }
}
