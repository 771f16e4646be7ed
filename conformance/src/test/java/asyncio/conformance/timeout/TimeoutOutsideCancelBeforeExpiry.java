package asyncio.conformance.timeout;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.Task;
import asyncio.task.Timeout;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** A cancellation from outside before the deadline passes through the timeout unchanged. */
public final class TimeoutOutsideCancelBeforeExpiry extends Scenario {

  private void job() throws TimeoutException {
    Timeout scope = timeout(seconds(5.0));
    try {
      scope.run(
          _ -> {
            sleep(seconds(10.0));
            return null;
          });
    } finally {
      print("expired", scope.expired(), time());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          sleep(seconds(0.5));
          task.cancel();
          Asyncio.wait(List.of(task));
          print("cancelled", task.cancelled());
        });
  }
}
