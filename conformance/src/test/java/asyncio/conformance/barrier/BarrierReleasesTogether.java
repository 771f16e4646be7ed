package asyncio.conformance.barrier;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Barrier;

/**
 * A barrier holds tasks until its number has come; each gets a different index, the last one goes
 * through without waiting.
 */
public final class BarrierReleasesTogether extends Scenario {

  private void party(String name, double delay, Barrier barrier) {
    sleep(seconds(delay));
    print(name, "arrives", barrier.nWaiting());
    int index = barrier.await();
    print(name, "passes with", index, time());
  }

  @Override
  protected void main() {
    run(
        () -> {
          var barrier = new Barrier(3);
          print("parties", barrier.parties());
          gather(
              () -> party("a", 1.0, barrier),
              () -> party("b", 0.5, barrier),
              () -> party("c", 2.0, barrier));
          print("waiting", barrier.nWaiting(), "broken", barrier.broken());
        });
  }
}
