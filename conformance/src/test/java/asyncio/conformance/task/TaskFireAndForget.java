package asyncio.conformance.task;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;

/** A task whose handle is dropped still runs; what is left when main returns is cancelled. */
public final class TaskFireAndForget extends Scenario {

  private void job(String name, double delay) {
    try {
      sleep(seconds(delay));
      print(name, "done");
    } catch (CancelledError e) {
      print(name, "cancelled at the end of main");
      throw e;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          createTask(() -> job("short", 0.5));
          createTask(() -> job("long", 5.0));
          sleep(seconds(1.0));
          print("main returns");
        });
  }
}
