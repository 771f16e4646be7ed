package asyncio.conformance.cancel;

import static asyncio.Asyncio.await;
import static asyncio.Asyncio.coroutine;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Future;

/**
 * A pending self-cancellation is not delivered by awaiting something already finished, only by a
 * real suspension.
 */
public final class CancelSelfAwaitingNothingPending extends Scenario {

  private void job() throws Exception {
    Future<String> done = createFuture();
    done.setResult("ready");
    currentTask().cancel();
    print("awaited", done.await());
    print("awaited", await(coroutine(() -> "inner")));
    try {
      sleep(seconds(0));
    } catch (CancelledError e) {
      print("delivered");
    }
  }

  @Override
  protected void main() {
    run(() -> createTask(this::job).await());
  }
}
