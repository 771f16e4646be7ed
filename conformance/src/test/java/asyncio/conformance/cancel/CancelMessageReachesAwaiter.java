package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.List;

/** The message given to cancel is seen inside the task and by whoever awaits it. */
public final class CancelMessageReachesAwaiter extends Scenario {

  private void job() {
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      print("inside", e.getMessage());
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          Task<Void> early = createTask(this::job);
          early.cancel("before start");
          sleep(seconds(0.5));
          task.cancel("shutting down");
          for (Task<Void> t : List.of(task, early)) {
            try {
              t.await();
            } catch (CancelledError e) {
              print("awaiter", e.getMessage());
            }
          }
        });
  }
}
