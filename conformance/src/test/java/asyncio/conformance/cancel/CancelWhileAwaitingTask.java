package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.List;

/**
 * Cancelling a task that awaits another task cancels the inner one first; the outer is cancelled as
 * a consequence.
 */
public final class CancelWhileAwaitingTask extends Scenario {

  private void inner() {
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      print("inner cancelled");
      throw e;
    }
  }

  private void outer(Task<Void> task) {
    try {
      task.await();
    } catch (CancelledError e) {
      print("outer cancelled, inner done", task.done());
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> i = createTask(this::inner);
          Task<Void> o = createTask(() -> outer(i));
          sleep(seconds(0.5));
          o.cancel();
          print("requests: inner", i.cancelling(), "outer", o.cancelling());
          Asyncio.wait(List.of(o));
          print(i.cancelled(), o.cancelled());
        });
  }
}
