package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/** cancelling() counts requests, uncancel() takes one back and never goes below zero. */
public final class CancelCountsAndUncancel extends Scenario {

  private String job() {
    Task<?> me = currentTask();
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      print("requests", me.cancelling());
      print("uncancel", me.uncancel(), me.uncancel(), me.uncancel());
    }
    sleep(seconds(0.5));
    return "done";
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> task = createTask(this::job);
          sleep(seconds(0.5));
          print(task.cancel(), task.cancel(), task.cancelling());
          print(task.await(), task.cancelling(), task.cancelled());
        });
  }
}
