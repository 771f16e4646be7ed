package asyncio.conformance.barrier;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Barrier;

/** A barrier can be used round after round. */
public final class BarrierCanBeReused extends Scenario {

  private void party(String name, double pause, Barrier barrier) {
    for (int round = 0; round < 2; round++) {
      sleep(seconds(pause));
      int index = barrier.await();
      print(name, "round", round, "index", index, time());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var barrier = new Barrier(2);
          gather(() -> party("slow", 2.0, barrier), () -> party("fast", 0.5, barrier));
        });
  }
}
