package asyncio.conformance.waitfor;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.concurrent.TimeoutException;

/**
 * When a sleep and the timeout around it end at the same moment, the timeout wins, even if the
 * sleep began first.
 */
public final class WaitforResultOnTheDeadline extends Scenario {

  private void attempt(double delay, double timeout) {
    try {
      print(waitFor(() -> sleep(seconds(delay), "in time"), seconds(timeout)));
    } catch (TimeoutException e) {
      print("TimeoutException");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          attempt(1.0, 1.0);
          Task<String> task = createTask(() -> sleep(seconds(1.0), "task was first"));
          sleep(seconds(0));
          try {
            print(waitFor(task, seconds(1.0)));
          } catch (TimeoutException e) {
            print("TimeoutException, task cancelled", task.cancelled());
          }
          print(time());
        });
  }
}
