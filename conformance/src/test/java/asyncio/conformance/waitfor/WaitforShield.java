package asyncio.conformance.waitfor;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.shield;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.concurrent.TimeoutException;

/** waitFor around a shield gives up in time but leaves the inner task running. */
public final class WaitforShield extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> task = createTask(() -> sleep(seconds(2.0), "finished"));
          try {
            waitFor(shield(task), seconds(0.5));
          } catch (TimeoutException e) {
            print("TimeoutException", time(), "task cancelled", task.cancelled());
          }
          print(task.await(), time());
        });
  }
}
