package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.List;

/** A task waiting in sleep(0) can be cancelled too. */
public final class CancelDuringSleepZero extends Scenario {

  private void job() {
    try {
      while (true) {
        print("turn");
        sleep(seconds(0));
      }
    } catch (CancelledError e) {
      print("stopped");
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          sleep(seconds(0));
          sleep(seconds(0));
          task.cancel();
          Asyncio.wait(List.of(task));
          print("cancelled", task.cancelled());
        });
  }
}
