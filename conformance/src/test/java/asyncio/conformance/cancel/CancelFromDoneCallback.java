package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.List;

/** A done callback of one task may cancel another. */
public final class CancelFromDoneCallback extends Scenario {

  private void worker(String name, double delay) {
    try {
      sleep(seconds(delay));
      print(name, "finished");
    } catch (CancelledError e) {
      print(name, "cancelled", time());
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> a = createTask(() -> worker("a", 0.5));
          Task<Void> b = createTask(() -> worker("b", 5.0));
          a.addDoneCallback(done -> b.cancel());
          Asyncio.wait(List.of(a, b));
          print(a.cancelled(), b.cancelled());
        });
  }
}
