package asyncio.conformance;

import asyncio.Asyncio;
import asyncio.task.EventLoop;

/** A scenario about threads or sockets: its loops run on the system's clock. */
public abstract class RealTimeScenario extends Scenario {

  @Override
  protected final EventLoop newEventLoop() {
    return Asyncio.newEventLoop();
  }
}
