package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.shield;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Future;
import asyncio.task.Task;

/**
 * An inner task that fails after its shield was cancelled reports the failure to the exception
 * handler.
 */
public final class CancelShieldInnerFailsLater extends Scenario {

  private void inner() {
    sleep(seconds(1.0));
    throw new IllegalArgumentException("too late");
  }

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop()
              .setExceptionHandler(
                  (loop, context) -> print("handler", context.exception().getMessage(), time()));
          Task<Void> task = createTask(this::inner);
          Future<Void> shielded = shield(task);
          sleep(seconds(0.5));
          shielded.cancel();
          sleep(seconds(1.0));
          print(shielded.cancelled(), task.exception().getMessage());
        });
  }
}
