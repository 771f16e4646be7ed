package asyncio.conformance.run;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;

/**
 * A leftover that fails while being cancelled at the end is reported to the exception handler, and
 * run still returns main's value.
 */
public final class RunLeftoverFailsInCleanup extends Scenario {

  private void leftover() {
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      throw new IllegalArgumentException("cleanup failed");
    }
  }

  private String program() {
    getRunningLoop()
        .setExceptionHandler((_, context) -> print("handler", context.exception().getMessage()));
    createTask(this::leftover);
    sleep(seconds(0.5));
    return "value";
  }

  @Override
  protected void main() {
    print(run(this::program));
  }
}
