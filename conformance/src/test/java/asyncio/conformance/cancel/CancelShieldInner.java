package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.shield;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Future;
import asyncio.task.Task;

/**
 * If the inner task of a shield is cancelled by somebody else, the awaiter of the shield sees
 * CancelledError, without the message.
 */
public final class CancelShieldInner extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> inner = createTask(() -> sleep(seconds(10.0)));
          Future<Void> shielded = shield(inner);
          getRunningLoop().callLater(seconds(0.5), () -> inner.cancel("inner reason"));
          try {
            shielded.await();
          } catch (CancelledError e) {
            int messages = e.getMessage() == null ? 0 : 1;
            print("CancelledError", "messages", messages, "requests", currentTask().cancelling());
          }
          print(shielded.cancelled(), inner.cancelled());
        });
  }
}
