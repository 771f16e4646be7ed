package asyncio.conformance.order;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Task;

/**
 * setResult does not run the waiter at once: it wakes in the next iteration, after callbacks
 * scheduled before it.
 */
public final class OrderSetResultWakesNextIteration extends Scenario {

  private void waiter(Future<Integer> future) {
    print("waiter got", future.await());
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Future<Integer> future = createFuture();
          Task<Void> task = createTask(() -> waiter(future));
          sleep(seconds(0));
          loop.callSoon(() -> print("scheduled before set_result"));
          future.setResult(7);
          loop.callSoon(() -> print("scheduled after set_result"));
          print("main goes on");
          task.await();
          print("main end");
        });
  }
}
