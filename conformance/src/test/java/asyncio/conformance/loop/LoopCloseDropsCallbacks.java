package asyncio.conformance.loop;

import static asyncio.Asyncio.seconds;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;
import asyncio.task.TimerHandle;

/** Closing a loop drops what was scheduled. */
public final class LoopCloseDropsCallbacks extends Scenario {

  @Override
  protected void main() {
    EventLoop loop = newEventLoop();
    loop.callSoon(() -> print("never printed"));
    TimerHandle timer = loop.callLater(seconds(1.0), () -> print("never printed"));
    loop.close();
    print("closed", timer.cancelled());
  }
}
