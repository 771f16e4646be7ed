package asyncio.conformance.wait;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import asyncio.task.WaitResult;
import java.util.List;

/** Cancelling a task inside wait does not cancel the tasks that it waits for. */
public final class WaitCancelled extends Scenario {

  private String job() {
    sleep(seconds(2.0));
    return "unharmed";
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> inner = createTask(this::job);
          Task<WaitResult<String>> waiter = createTask(() -> Asyncio.wait(List.of(inner)));
          sleep(seconds(0.5));
          waiter.cancel();
          try {
            waiter.await();
          } catch (CancelledError e) {
            print("waiter cancelled", time());
          }
          print(inner.await(), time());
        });
  }
}
