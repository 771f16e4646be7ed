package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.shield;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.List;

/**
 * Cancelling the task that awaits shield(inner) throws there at once and leaves the inner task
 * running.
 */
public final class CancelShieldOuter extends Scenario {

  private String inner() {
    sleep(seconds(2.0));
    print("inner finished", time());
    return "value";
  }

  private void outer(Task<String> task) {
    try {
      shield(task).await();
    } catch (CancelledError e) {
      print("outer cancelled", time());
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> i = createTask(this::inner);
          Task<Void> o = createTask(() -> outer(i));
          sleep(seconds(0.5));
          o.cancel();
          Asyncio.wait(List.of(o));
          print("inner requests", i.cancelling(), "done", i.done());
          print(i.await());
        });
  }
}
