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
 * Cancellation runs the finally blocks of nested coroutines from the innermost outwards, each may
 * await.
 */
public final class CancelUnwindsNestedFinally extends Scenario {

  private void level(int n) {
    try {
      if (n == 3) {
        sleep(seconds(10.0));
      } else {
        level(n + 1);
      }
    } catch (CancelledError e) {
      print("level", n, "sees it");
      throw e;
    } finally {
      sleep(seconds(0.25));
      print("level", n, "left at", time());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(() -> level(1));
          sleep(seconds(1.0));
          task.cancel();
          Asyncio.wait(List.of(task));
          print("cancelled", task.cancelled());
        });
  }
}
