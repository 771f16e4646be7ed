package asyncio.conformance.order;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/** Two timers due at the same moment fire in the order of scheduling, and in the same iteration. */
public final class OrderTwoTies extends Scenario {

  private void fire(String label) {
    print(label, time());
    getRunningLoop().callSoon(() -> print(label, "echo"));
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.callLater(seconds(1.0), () -> fire("a"));
          loop.callAt(1.0, () -> fire("b"));
          sleep(seconds(2.0));
        });
  }
}
