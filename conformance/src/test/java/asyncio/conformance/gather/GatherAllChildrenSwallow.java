package asyncio.conformance.gather;

import static asyncio.Asyncio.gatherFuture;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import java.util.List;

/** A cancelled gather whose children all swallow the cancellation still throws CancelledError. */
public final class GatherAllChildrenSwallow extends Scenario {

  private int stubborn(int n) {
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      print("stubborn", n, "swallows");
    }
    return n;
  }

  @Override
  protected void main() {
    run(
        () -> {
          Future<List<Integer>> group = gatherFuture(() -> stubborn(1), () -> stubborn(2));
          sleep(seconds(0.5));
          group.cancel();
          try {
            print("results", group.await());
          } catch (CancelledError e) {
            print("CancelledError");
          }
        });
  }
}
