package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/** If the awaited inner task swallows the cancellation, the outer task is not cancelled at all. */
public final class CancelSwallowedByInnerTask extends Scenario {

  private String inner() {
    try {
      return sleep(seconds(10.0), "never returned");
    } catch (CancelledError e) {
      print("inner swallows");
      return "inner value";
    }
  }

  private String outer(Task<String> task) {
    String value = task.await();
    print("outer got", value);
    sleep(seconds(1.0));
    return "outer value";
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> i = createTask(this::inner);
          Task<String> o = createTask(() -> outer(i));
          sleep(seconds(0.5));
          print("cancel", o.cancel());
          print(o.await(), "cancelled", o.cancelled(), "requests", o.cancelling());
        });
  }
}
