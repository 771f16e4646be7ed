package asyncio.conformance.loop;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/** stop lets the current iteration finish; what is scheduled meanwhile waits for the next run. */
public final class LoopStopInCallback extends Scenario {

  private void stopper(EventLoop loop) {
    print("stopping");
    loop.stop();
    loop.callSoon(() -> print("scheduled after stop"));
  }

  @Override
  protected void main() {
    EventLoop loop = newEventLoop();
    loop.callSoon(() -> stopper(loop));
    loop.callSoon(() -> print("same iteration"));
    loop.runForever();
    print("first run over");
    loop.callSoon(loop::stop);
    loop.runForever();
    print("second run over");
    loop.close();
  }
}
