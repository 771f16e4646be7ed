package asyncio.conformance.order;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;
import asyncio.task.Handle;
import asyncio.task.TimerHandle;

/** A cancelled handle does not run; cancelling again or after the run is harmless. */
public final class OrderHandleCancel extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Handle soon = loop.callSoon(() -> print("never soon"));
          TimerHandle later = loop.callLater(seconds(1.0), () -> print("never later"));
          TimerHandle kept = loop.callLater(seconds(0.5), () -> print("kept"));
          print(soon.cancelled(), later.cancelled(), kept.cancelled());
          soon.cancel();
          soon.cancel();
          later.cancel();
          print(soon.cancelled(), later.cancelled(), kept.cancelled(), later.when(), kept.when());
          sleep(seconds(2.0));
          print("after the run", kept.cancelled());
          kept.cancel();
          print("cancelled after the run", kept.cancelled());
        });
  }
}
