package asyncio.conformance.run;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;

/**
 * When main ends, leftover tasks are cancelled and run waits for their cleanup, also if main
 * failed.
 */
public final class RunCancelsLeftovers extends Scenario {

  private void leftover(String label) {
    try {
      sleep(seconds(100.0));
    } finally {
      sleep(seconds(0.5));
      print(label, "cleaned up", time());
    }
  }

  private String program(boolean fail) {
    createTask(() -> leftover("leftover"));
    sleep(seconds(1.0));
    print("main ends");
    if (fail) {
      throw new IllegalArgumentException("main failed");
    }
    return "value";
  }

  @Override
  protected void main() {
    print(run(() -> program(false)));
    try {
      run(() -> program(true));
    } catch (IllegalArgumentException e) {
      print("IllegalArgumentException", e.getMessage());
    }
  }
}
