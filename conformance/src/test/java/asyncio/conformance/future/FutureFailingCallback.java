package asyncio.conformance.future;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.getRunningLoop;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;
import asyncio.task.Future;

/**
 * A done callback that throws is reported to the exception handler; the other callbacks and
 * awaiters are not affected.
 */
public final class FutureFailingCallback extends Scenario {

  private void bad(Future<Integer> f) {
    print("bad");
    throw new IllegalArgumentException("from callback");
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.setExceptionHandler(
              (reporter, context) -> print("handler", context.exception().getMessage()));
          Future<Integer> f = createFuture();
          f.addDoneCallback(this::bad);
          f.addDoneCallback(done -> print("good"));
          loop.callSoon(() -> f.setResult(5));
          print("awaited", f.await());
        });
  }
}
