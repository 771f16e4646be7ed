package asyncio.conformance.waitfor;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import asyncio.task.Task;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** With timeout 0 a finished future gives its result; anything else is cancelled before it runs. */
public final class WaitforZero extends Scenario {

  private void job() {
    print("never printed");
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<String> future = createFuture();
          future.setResult("ready");
          print(waitFor(future, seconds(0)));
          for (double timeout : List.of(0.0, -1.0)) {
            Task<Void> task = createTask(this::job);
            try {
              waitFor(task, seconds(timeout));
            } catch (TimeoutException e) {
              print("TimeoutException", "task cancelled", task.cancelled());
            }
          }
          print(time());
        });
  }
}
