package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/**
 * A second cancellation interrupts the cleanup of the first, and the rest of the finally block is
 * skipped.
 */
public final class CancelInFinally extends Scenario {

  private void job() {
    try {
      sleep(seconds(10.0));
    } finally {
      print("cleanup begins", time());
      try {
        sleep(seconds(2.0));
        print("never printed");
      } finally {
        print("cleanup interrupted", time());
      }
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::job);
          sleep(seconds(0.5));
          task.cancel("first");
          sleep(seconds(0.5));
          task.cancel("second");
          try {
            task.await();
          } catch (CancelledError e) {
            print("message", e.getMessage());
          }
        });
  }
}
