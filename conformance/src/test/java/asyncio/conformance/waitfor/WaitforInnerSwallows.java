package asyncio.conformance.waitfor;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.concurrent.TimeoutException;

/**
 * If the timed-out task swallows the cancellation and returns, waitFor returns that late value and
 * throws no TimeoutException.
 */
public final class WaitforInnerSwallows extends Scenario {

  private String stubborn() {
    try {
      sleep(seconds(10.0));
      return "never";
    } catch (CancelledError e) {
      return "late value";
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> task = createTask(this::stubborn);
          try {
            print("value", waitFor(task, seconds(1.0)));
          } catch (TimeoutException e) {
            print("TimeoutException");
          }
          print(task.done(), task.cancelled(), task.result());
        });
  }
}
