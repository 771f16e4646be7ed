package asyncio.conformance.order;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/** A callback that always schedules itself again does not starve timers or tasks. */
public final class OrderCallbackStormDoesNotStarve extends Scenario {

  private int spins;

  private void spin() {
    spins++;
    if (spins < 1000) {
      getRunningLoop().callSoon(this::spin);
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.callSoon(this::spin);
          loop.callLater(seconds(0), () -> print("timer after spins", spins));
          sleep(seconds(0));
          print("main after spins", spins);
          sleep(seconds(0.5));
          print("after sleep, spins", spins, "time", time());
        });
  }
}
