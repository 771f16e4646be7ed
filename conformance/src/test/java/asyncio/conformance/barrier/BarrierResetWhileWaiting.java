package asyncio.conformance.barrier;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Barrier;
import asyncio.sync.BrokenBarrierError;
import asyncio.task.Task;

/** Reset turns the waiting tasks away with BrokenBarrierError, but leaves the barrier usable. */
public final class BarrierResetWhileWaiting extends Scenario {

  private void party(String name, Barrier barrier) {
    try {
      print(name, "passes", barrier.await());
    } catch (BrokenBarrierError e) {
      print(name, "BrokenBarrierError");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var barrier = new Barrier(2);
          Task<Void> a = createTask(() -> party("a", barrier));
          sleep(seconds(0.5));
          print("waiting", barrier.nWaiting());
          barrier.reset();
          a.await();
          print("broken", barrier.broken(), "waiting", barrier.nWaiting());
          gather(() -> party("b", barrier), () -> party("c", barrier));
        });
  }
}
