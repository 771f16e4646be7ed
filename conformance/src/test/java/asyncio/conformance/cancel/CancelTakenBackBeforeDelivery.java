package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/**
 * uncancel() down to zero before the task has run takes back a request that is not yet delivered.
 */
public final class CancelTakenBackBeforeDelivery extends Scenario {

  private String job(String name) {
    print(name, "runs");
    sleep(seconds(0.5));
    return name + " value";
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> task = createTask(() -> job("a"));
          task.cancel();
          print("uncancel", task.uncancel());
          print(task.await(), task.cancelled());
          Task<String> twice = createTask(() -> job("b"));
          twice.cancel();
          twice.cancel();
          print("uncancel", twice.uncancel());
          try {
            twice.await();
          } catch (CancelledError e) {
            print("one of two requests was left: cancelled");
          }
        });
  }
}
