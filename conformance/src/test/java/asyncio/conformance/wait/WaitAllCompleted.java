package asyncio.conformance.wait;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.Task;
import asyncio.task.WaitResult;
import java.util.List;
import java.util.stream.Stream;

/** wait returns two sets, done and pending, and never throws the failures of its tasks. */
public final class WaitAllCompleted extends Scenario {

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
          List<Task<Integer>> tasks =
              Stream.of(3, 1, 2).map(n -> createTask(() -> job(n))).toList();
          WaitResult<Integer> sets = Asyncio.wait(tasks);
          print(sets.done().size(), sets.pending().size(), time());
          for (Task<Integer> task : tasks) {
            Throwable failure = task.exception();
            print(failure == null ? task.result() : failure.getMessage());
          }
        });
  }
}
