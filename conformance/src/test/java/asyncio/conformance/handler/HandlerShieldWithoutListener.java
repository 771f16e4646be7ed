package asyncio.conformance.handler;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.shield;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Coroutine;
import asyncio.task.EventLoop;

/**
 * A task behind a shield that fails with nobody awaiting either: the failure of the shield is the
 * one reported.
 */
public final class HandlerShieldWithoutListener extends Scenario {

  private void inner() {
    sleep(seconds(0.5));
    throw new IllegalArgumentException("behind the shield");
  }

  @Override
  protected void main() {
    run(
        () -> {
          EventLoop loop = getRunningLoop();
          loop.setExceptionHandler(
              (_, context) -> print("handler", context.exception().getMessage(), loop.time()));
          shield(Coroutine.of(this::inner));
          sleep(seconds(1.0));
          collectGarbageUntilReport();
          print("end");
        });
  }
}
