package asyncio.conformance.order;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/** In one iteration, what was ready already runs before the timers that became due. */
public final class OrderReadyBeforeDueTimers extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.callLater(seconds(0), () -> print("timer"));
          loop.callSoon(() -> print("soon 1"));
          loop.callSoon(() -> print("soon 2"));
          sleep(seconds(0));
          print("main 1");
          sleep(seconds(0));
          print("main 2");
        });
  }
}
