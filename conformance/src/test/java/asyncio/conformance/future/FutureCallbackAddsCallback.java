package asyncio.conformance.future;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Future;

/** A callback added by a running callback is called one iteration later; each is called once. */
public final class FutureCallbackAddsCallback extends Scenario {

  private void outer(Future<Void> f) {
    print("outer");
    f.addDoneCallback(this::inner);
  }

  private void inner(Future<Void> f) {
    print("inner");
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<Void> f = createFuture();
          f.addDoneCallback(this::outer);
          f.addDoneCallback(done -> print("second"));
          f.setResult(null);
          for (int turn = 0; turn < 3; turn++) {
            sleep(seconds(0));
            print("turn", turn);
          }
        });
  }
}
