package asyncio.conformance.loop;

import static asyncio.Asyncio.seconds;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/** stop before runForever makes it run exactly one iteration. */
public final class LoopStopBeforeRun extends Scenario {

  private void again(EventLoop loop, int n) {
    print("callback", n);
    loop.callSoon(() -> again(loop, n + 1));
  }

  @Override
  protected void main() {
    EventLoop loop = newEventLoop();
    loop.callSoon(() -> again(loop, 1));
    loop.callLater(seconds(0.5), () -> print("timer"));
    for (int run = 0; run < 2; run++) {
      loop.stop();
      loop.runForever();
      print("run", run, "over", loop.time());
    }
    loop.close();
  }
}
