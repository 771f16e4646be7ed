package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.List;

/** Cancelling a finished task returns false and is not counted. */
public final class CancelFinishedTask extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> task = createTask(() -> sleep(seconds(0.5), "value"));
          task.await();
          print(task.cancel(), task.cancelling(), task.cancelled(), task.result());
          Task<Void> doomed = createTask(() -> sleep(seconds(0.5)));
          doomed.cancel();
          Asyncio.wait(List.of(doomed));
          print(doomed.cancel(), doomed.cancelling(), doomed.cancelled());
        });
  }
}
