package asyncio.conformance.order;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;
import asyncio.task.Task;

/** callSoon and createTask share one queue: order of calls is order of execution. */
public final class OrderSoonVersusNewTask extends Scenario {

  private void job(String name) {
    print("task", name);
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.callSoon(() -> print("soon 1"));
          Task<Void> a = createTask(() -> job("a"));
          loop.callSoon(() -> print("soon 2"));
          Task<Void> b = createTask(() -> job("b"));
          a.addDoneCallback(done -> print("a done callback"));
          loop.callSoon(() -> print("soon 3"));
          b.await();
          print("main");
        });
  }
}
