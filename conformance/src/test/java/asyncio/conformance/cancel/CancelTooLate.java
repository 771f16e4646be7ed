package asyncio.conformance.cancel;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import asyncio.task.Task;

/**
 * A task that has taken its last step can no longer be cancelled, though nobody has seen its result
 * yet.
 */
public final class CancelTooLate extends Scenario {

  private String job(Future<Void> future) {
    future.await();
    print("woken and finishing");
    return "value";
  }

  private void observer(Task<String> task) {
    print("observer got", task.await());
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<Void> f = createFuture();
          Task<String> task = createTask(() -> job(f));
          Task<Void> other = createTask(() -> observer(task));
          sleep(seconds(0));
          f.setResult(null);
          sleep(seconds(0));
          print("done", task.done(), "cancel", task.cancel(), "observer done", other.done());
          other.await();
        });
  }
}
