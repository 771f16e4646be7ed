package asyncio.conformance.handler;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/** A callback that throws goes to the exception handler; the loop goes on with the next one. */
public final class HandlerCallbackRaises extends Scenario {

  private void bad(String n) {
    print("bad", n);
    throw new IllegalArgumentException("from " + n);
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.setExceptionHandler(
              (_, context) -> print("handler", context.exception().getMessage()));
          loop.callSoon(() -> bad("soon"));
          loop.callSoon(() -> print("good"));
          loop.callLater(seconds(0.5), () -> bad("timer"));
          sleep(seconds(1.0));
          print("end", loop.time());
        });
  }
}
