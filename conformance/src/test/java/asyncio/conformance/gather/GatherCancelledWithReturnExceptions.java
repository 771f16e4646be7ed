package asyncio.conformance.gather;

import static asyncio.Asyncio.gatherOutcomesFuture;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CancelledError;
import asyncio.task.Coroutine;
import asyncio.task.Future;
import asyncio.task.Outcome;
import java.util.List;

/**
 * A cancelled gatherOutcomes still throws CancelledError, and the children's outcomes are dropped.
 */
public final class GatherCancelledWithReturnExceptions extends Scenario {

  private String stubborn() {
    try {
      sleep(seconds(10.0));
    } catch (CancelledError e) {
      print("stubborn swallows");
    }
    return "value";
  }

  @Override
  protected void main() {
    run(
        () -> {
          List<Coroutine<String>> jobs =
              List.of(this::stubborn, () -> sleep(seconds(10.0), "slept"));
          Future<List<Outcome<String>>> group = gatherOutcomesFuture(jobs);
          sleep(seconds(0.5));
          group.cancel();
          try {
            print(group.await());
          } catch (CancelledError e) {
            print("CancelledError");
          }
        });
  }
}
