package asyncio.conformance.order;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Future;

/**
 * Done callbacks and awaiting tasks of one future are served in one common order of registration.
 */
public final class OrderCallbacksAndWaitersMixed extends Scenario {

  private void waiter(String name, Future<Void> future) {
    future.await();
    print("task", name);
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<Void> future = createFuture();
          createTask(() -> waiter("a", future));
          future.addDoneCallback(done -> print("callback 1"));
          sleep(seconds(0));
          future.addDoneCallback(done -> print("callback 2"));
          createTask(() -> waiter("b", future));
          sleep(seconds(0));
          future.addDoneCallback(done -> print("callback 3"));
          future.setResult(null);
          sleep(seconds(0));
          print("main");
        });
  }
}
