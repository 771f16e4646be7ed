package asyncio.conformance.signal;

import static asyncio.Asyncio.getRunningLoop;

import asyncio.sync.Event;
import asyncio.task.EventLoop;

/** Port of {@code signal_handler}. */
public final class SignalHandler extends SignalScenario {

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          Event came = new Event();
          loop.addSignalHandler("USR1", () -> print("never printed"));
          loop.addSignalHandler(
              "USR1",
              () -> {
                print("handler called");
                came.set();
              });
          kill("USR1");
          print("sent");
          came.await();
          print("removed", loop.removeSignalHandler("USR1"), loop.removeSignalHandler("USR1"));
        });
  }
}
