package asyncio.conformance.loop;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/** A running loop cannot be run again, and no other loop may run inside it. */
public final class LoopRunTwiceAtOnce extends Scenario {

  private void runInside(String label, EventLoop loop) {
    try {
      loop.runForever();
    } catch (IllegalStateException e) {
      print("IllegalStateException", label);
    }
  }

  @Override
  protected void main() {
    EventLoop outer = newEventLoop();
    EventLoop other = newEventLoop();
    outer.callSoon(
        () -> {
          runInside("same", outer);
          runInside("other", other);
          outer.stop();
        });
    outer.runForever();
    other.callSoon(other::stop);
    other.runForever();
    print("other runs afterwards");
    outer.close();
    other.close();
  }
}
