package asyncio.conformance.order;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/** Timers in the past are due at once, most overdue first; they still go through the timer heap. */
public final class OrderNegativeAndPastTimers extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          sleep(seconds(4.0));
          loop.callLater(seconds(0), () -> print("zero"));
          loop.callLater(seconds(-1.0), () -> print("minus one"));
          loop.callAt(1.0, () -> print("at one"));
          loop.callSoon(() -> print("soon"));
          sleep(seconds(0));
          print("main", time());
        });
  }
}
