package asyncio.conformance.cancel;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.Task;
import java.util.List;

/**
 * A cancelled task, like a cancelled bare future, keeps its message for everybody who asks; in
 * Python a task forgets it once it was read.
 */
public final class CancelMessageIsReadOnce extends Scenario {

  private String read(Future<Void> f) {
    try {
      f.result();
      return "a result";
    } catch (CancelledError e) {
      return e.getMessage() == null ? "no message" : e.getMessage();
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(() -> sleep(seconds(10.0)));
          Future<Void> future = createFuture();
          sleep(seconds(0.5));
          task.cancel("task reason");
          future.cancel("future reason");
          Asyncio.wait(List.of(task, future));
          for (int attempt = 0; attempt < 2; attempt++) {
            print(read(task), "/", read(future));
          }
        });
  }
}
