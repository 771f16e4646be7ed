package asyncio.conformance.task;

import static asyncio.Asyncio.currentTask;

import asyncio.conformance.Scenario;

/** A task that awaits itself gets an IllegalStateException instead of hanging. */
public final class TaskAwaitsItself extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          try {
            currentTask().await();
          } catch (IllegalStateException e) {
            print("IllegalStateException");
          }
          print("still alive");
        });
  }
}
