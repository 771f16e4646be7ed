package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.List;

/** A cancelled task may await in its cleanup; it is done only when the cleanup is. */
public final class CancelCleanupMayAwait extends Scenario {

  private void job() {
    try {
      sleep(seconds(10.0));
    } finally {
      sleep(seconds(1.0));
      print("cleaned up", time());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          sleep(seconds(0.5));
          task.cancel();
          sleep(seconds(0.5));
          print("done in between", task.done());
          Asyncio.wait(List.of(task));
          print("cancelled", task.cancelled(), time());
        });
  }
}
