package asyncio.conformance.waitfor;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import asyncio.task.Coroutine;
import asyncio.task.Future;
import java.util.concurrent.TimeoutException;

/**
 * When result and timeout come in the same tick, a result that is there wins; one that is merely on
 * its way is cancelled. (In CPython the timeout wins over both.)
 */
public final class WaitforTimeoutAfterResultSameTick extends Scenario {

  private void attempt(String label, int lead) {
    Future<String> future = createFuture();
    getRunningLoop().callLater(seconds(1.0), () -> future.setResult("value"));
    Coroutine<String> job =
        () -> {
          String value = future.await();
          for (int i = 0; i < lead; i++) {
            sleep(seconds(0));
          }
          return value;
        };
    Future<String> task = label.equals("task") ? createTask(job) : future;
    sleep(seconds(0));
    try {
      print(label, lead, waitFor(task, seconds(1.0)));
    } catch (TimeoutException e) {
      print(label, lead, "TimeoutException", "cancelled", task.cancelled());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          attempt("future", 0);
          attempt("task", 0);
          attempt("task", 1);
        });
  }
}
