package asyncio.conformance.thread;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/** A scenario about other threads: its loops run on the system's clock. */
abstract class RealTimeScenario extends Scenario {

  @Override
  protected final EventLoop newEventLoop() {
    return Asyncio.newEventLoop();
  }
}
