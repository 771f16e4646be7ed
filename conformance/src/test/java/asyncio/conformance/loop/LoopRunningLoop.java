package asyncio.conformance.loop;

import static asyncio.Asyncio.getRunningLoop;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/** getRunningLoop works only while a loop runs. */
public final class LoopRunningLoop extends Scenario {

  @Override
  protected void main() {
    askOutside("before");
    EventLoop loop = newEventLoop();
    print("same loop", loop.runUntilComplete(Asyncio::getRunningLoop) == loop);
    askOutside("after");
    loop.close();
  }

  private void askOutside(String moment) {
    try {
      getRunningLoop();
    } catch (IllegalStateException e) {
      print("IllegalStateException", moment);
    }
  }
}
