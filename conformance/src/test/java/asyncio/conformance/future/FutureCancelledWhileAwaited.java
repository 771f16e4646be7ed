package asyncio.conformance.future;

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
 * Cancelling a future throws CancelledError in the task that awaits it; unless caught, that task
 * ends as cancelled.
 */
public final class FutureCancelledWhileAwaited extends Scenario {

  private String careful(Future<String> f) {
    try {
      return f.await();
    } catch (CancelledError e) {
      print("careful caught it");
      return "fine";
    }
  }

  private void careless(Future<String> f) {
    f.await();
    print("not reached");
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<String> f = createFuture();
          Future<String> g = createFuture();
          Task<String> a = createTask(() -> careful(f));
          Task<Void> b = createTask(() -> careless(g));
          sleep(seconds(0.5));
          f.cancel();
          g.cancel();
          Asyncio.wait(List.of(a, b));
          print(a.cancelled(), a.result(), b.cancelled(), b.cancelling());
        });
  }
}
