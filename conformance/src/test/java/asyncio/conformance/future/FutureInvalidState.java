package asyncio.conformance.future;

import static asyncio.Asyncio.createFuture;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import asyncio.task.InvalidStateError;

/** A future can be completed only once; a second completion is refused and changes nothing. */
public final class FutureInvalidState extends Scenario {

  private void attempt(String label, Runnable action) {
    try {
      action.run();
      print(label, "accepted");
    } catch (InvalidStateError e) {
      print(label, "refused");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<Integer> f = createFuture();
          attempt("set_result", () -> f.setResult(1));
          attempt("set_result again", () -> f.setResult(2));
          attempt("set_exception", () -> f.setException(new IllegalArgumentException()));
          print("cancel", f.cancel(), "result", f.result());
          Future<Integer> g = createFuture();
          print("cancel", g.cancel(), "again", g.cancel());
          attempt("set_result after cancel", () -> g.setResult(1));
          attempt(
              "set_exception after cancel", () -> g.setException(new IllegalArgumentException()));
          print("cancelled", g.cancelled());
        });
  }
}
