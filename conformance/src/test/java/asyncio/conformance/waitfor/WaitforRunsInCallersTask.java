package asyncio.conformance.waitfor;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;

/** waitFor runs a coroutine in the caller's own task; a task given to it keeps its own. */
public final class WaitforRunsInCallersTask extends Scenario {

  private String who() {
    return currentTask().getName();
  }

  @Override
  protected void main() {
    run(
        () -> {
          currentTask().setName("caller");
          print(waitFor(this::who, seconds(1.0)));
          print(waitFor(createTask("other", this::who), seconds(1.0)));
        });
  }
}
