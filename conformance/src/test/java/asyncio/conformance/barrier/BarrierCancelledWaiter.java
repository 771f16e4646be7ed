package asyncio.conformance.barrier;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Barrier;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/** A cancelled waiter leaves the barrier unbroken, one more has to come. */
public final class BarrierCancelledWaiter extends Scenario {

  private void party(String name, Barrier barrier) {
    try {
      print(name, "passes", barrier.await());
    } catch (CancelledError e) {
      print(name, "cancelled");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var barrier = new Barrier(2);
          Task<Void> a = createTask(() -> party("a", barrier));
          sleep(seconds(0.5));
          a.cancel();
          a.await();
          print("broken", barrier.broken(), "waiting", barrier.nWaiting());
          gather(() -> party("b", barrier), () -> party("c", barrier));
        });
  }
}
