package asyncio.conformance.barrier;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Barrier;
import asyncio.sync.BrokenBarrierError;
import asyncio.task.Task;

/** Abort breaks the barrier: waiters and later comers get BrokenBarrierError, until it is reset. */
public final class BarrierAbort extends Scenario {

  private void party(String name, Barrier barrier) {
    try {
      print(name, "passes", barrier.await());
    } catch (BrokenBarrierError e) {
      print(name, "BrokenBarrierError", time());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var barrier = new Barrier(3);
          Task<Void> a = createTask(() -> party("a", barrier));
          Task<Void> b = createTask(() -> party("b", barrier));
          sleep(seconds(0.5));
          barrier.abort();
          gather(a, b);
          print("broken", barrier.broken());
          party("late", barrier);
          barrier.reset();
          print("broken", barrier.broken());
          gather(() -> party("x", barrier), () -> party("y", barrier), () -> party("z", barrier));
        });
  }
}
