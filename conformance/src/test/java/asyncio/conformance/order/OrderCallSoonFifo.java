package asyncio.conformance.order;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/**
 * callSoon runs callbacks in the order of scheduling; one scheduled by a callback waits for the
 * next iteration.
 */
public final class OrderCallSoonFifo extends Scenario {

  private void first() {
    print("first");
    getRunningLoop().callSoon(() -> print("scheduled by first"));
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.callSoon(this::first);
          loop.callSoon(() -> print("second"));
          loop.callSoon(() -> print("third"));
          print("main goes on");
          sleep(seconds(0));
          print("main after one yield");
          sleep(seconds(0));
          print("main after two yields");
        });
  }
}
