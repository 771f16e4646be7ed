package asyncio.conformance.future;

import static asyncio.Asyncio.createFuture;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.InvalidStateError;
import java.util.function.Supplier;

/**
 * What done, cancelled, result and exception say for a pending, finished, failed and cancelled
 * future.
 */
public final class FutureStates extends Scenario {

  private Object ask(Supplier<?> what) {
    try {
      return what.get();
    } catch (InvalidStateError | CancelledError | IllegalArgumentException e) {
      return nameOf(e);
    }
  }

  private void show(String label, Future<Integer> f) {
    Object e = ask(f::exception);
    print(
        label,
        f.done(),
        f.cancelled(),
        ask(f::result),
        e instanceof IllegalArgumentException ? "IllegalArgumentException object" : e);
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<Integer> pending = createFuture();
          Future<Integer> finished = createFuture();
          Future<Integer> failed = createFuture();
          Future<Integer> cancelled = createFuture();
          finished.setResult(3);
          failed.setException(new IllegalArgumentException("bad"));
          cancelled.cancel();
          show("pending", pending);
          show("finished", finished);
          show("failed", failed);
          show("cancelled", cancelled);
        });
  }
}
