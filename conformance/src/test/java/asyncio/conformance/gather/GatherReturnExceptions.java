package asyncio.conformance.gather;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gatherOutcomes;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Outcome;
import asyncio.task.Task;
import java.util.List;

/** With gatherOutcomes failures and cancellations take the places of results. */
public final class GatherReturnExceptions extends Scenario {

  private int job(int n) {
    sleep(seconds(n));
    if (n == 2) {
      throw new IllegalArgumentException("two");
    }
    return n;
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Integer> lost = createTask(() -> sleep(seconds(10.0), 10));
          getRunningLoop().callLater(seconds(0.5), lost::cancel);
          List<Outcome<Integer>> results =
              gatherOutcomes(() -> job(1), () -> job(2), lost, () -> job(3));
          for (Outcome<Integer> result : results) {
            switch (result) {
              case Outcome.Success(Integer value) -> print(value);
              case Outcome.Failure(Throwable exception) -> print(nameOf(exception));
            }
          }
          print(time());
        });
  }
}
