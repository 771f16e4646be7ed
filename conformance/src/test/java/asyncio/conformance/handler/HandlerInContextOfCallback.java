package asyncio.conformance.handler;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.EventLoop;

/** After the failure of one callback the handler may itself use the loop. */
public final class HandlerInContextOfCallback extends Scenario {

  private void report(String text) {
    sleep(seconds(0.5));
    print("reported", text, time());
  }

  private void bad() {
    throw new IllegalArgumentException("problem");
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.setExceptionHandler(
              (_, context) -> loop.createTask(() -> report(context.exception().getMessage())));
          loop.callLater(seconds(0.25), this::bad);
          sleep(seconds(1.0));
          print("end");
        });
  }
}
