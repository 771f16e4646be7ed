package asyncio.conformance.order;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/** Timers fire by due time, not by order of scheduling. */
public final class OrderCallLaterSorted extends Scenario {

  private void fire(String label) {
    print(label, time());
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.callLater(seconds(2.0), () -> fire("two"));
          loop.callLater(seconds(0.5), () -> fire("half"));
          loop.callLater(seconds(1.0), () -> fire("one"));
          loop.callAt(0.25, () -> fire("quarter"));
          sleep(seconds(4));
          fire("main");
        });
  }
}
