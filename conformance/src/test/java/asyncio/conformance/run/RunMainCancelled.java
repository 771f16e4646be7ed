package asyncio.conformance.run;

import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/** A main task that is cancelled makes run throw CancelledError. */
public final class RunMainCancelled extends Scenario {

  private void program() {
    Task<?> task = currentTask();
    getRunningLoop().callLater(seconds(0.5), () -> task.cancel("by a timer"));
    try {
      sleep(seconds(10.0));
    } finally {
      print("main unwinds", time());
    }
  }

  @Override
  protected void main() {
    try {
      run(this::program);
    } catch (CancelledError e) {
      print("CancelledError", e.getMessage());
    }
  }
}
