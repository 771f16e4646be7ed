package asyncio.conformance.cancel;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.List;
import java.util.stream.IntStream;

/** Cancelled tasks unwind in the order in which cancel() was called. */
public final class CancelManyAtOnce extends Scenario {

  private void worker(int n) {
    try {
      sleep(seconds(10.0 - n));
    } finally {
      print("worker", n, "unwinds");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          List<Task<Void>> tasks =
              IntStream.range(0, 5).mapToObj(n -> createTask(() -> worker(n))).toList();
          sleep(seconds(0.5));
          for (int n : List.of(3, 0, 4, 1, 2)) {
            tasks.get(n).cancel();
          }
          Asyncio.wait(tasks);
          print(tasks.stream().map(Task::cancelled).toList());
        });
  }
}
