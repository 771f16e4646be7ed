package asyncio.conformance.waitfor;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.concurrent.TimeoutException;

/** Cancelling the task inside waitFor cancels what it waits for and comes out as CancelledError. */
public final class WaitforCancelledOutside extends Scenario {

  private void inner() {
    try {
      sleep(seconds(10.0));
    } finally {
      print("inner unwinds");
    }
  }

  private void outer() {
    try {
      waitFor(this::inner, seconds(5.0));
    } catch (TimeoutException e) {
      print("never printed");
    } finally {
      print("outer unwinds", time());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::outer);
          sleep(seconds(0.5));
          task.cancel("from outside");
          try {
            task.await();
          } catch (CancelledError e) {
            print("CancelledError", e.getMessage());
          }
        });
  }
}
