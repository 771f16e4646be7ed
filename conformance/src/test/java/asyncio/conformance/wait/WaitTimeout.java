package asyncio.conformance.wait;

import static asyncio.Asyncio.ALL_COMPLETED;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitUntil;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import asyncio.task.WaitResult;
import java.util.List;

/** A wait that runs out of time throws nothing and cancels nothing. */
public final class WaitTimeout extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Task<String> fast = createTask(() -> sleep(seconds(0.5), "fast"));
          Task<String> slow = createTask(() -> sleep(seconds(2.0), "slow"));
          WaitResult<String> sets = waitUntil(ALL_COMPLETED, List.of(fast, slow), seconds(1.0));
          print(
              sets.done().contains(fast), sets.pending().contains(slow), slow.cancelled(), time());
          print(slow.await(), time());
          sets = waitUntil(ALL_COMPLETED, List.of(fast, slow), seconds(0));
          print(sets.done().size(), sets.pending().size());
        });
  }
}
