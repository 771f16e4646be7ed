package asyncio.conformance.run;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import java.time.Duration;

/**
 * A task created just before main returns still takes its first step, and is then cancelled where
 * it waits.
 */
public final class RunLeftoverOfLastMoment extends Scenario {

  private void leftover() {
    print("leftover starts");
    try {
      sleep(Duration.ZERO);
      print("never printed");
    } finally {
      print("leftover cancelled");
    }
  }

  private String program() {
    createTask(this::leftover);
    getRunningLoop().callSoon(() -> print("callback"));
    return "main is over";
  }

  @Override
  protected void main() {
    print(run(this::program));
  }
}
