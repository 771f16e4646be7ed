package asyncio.conformance.order;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Task;
import java.util.List;
import java.util.stream.IntStream;

/** Tasks start in the order of creation, and only when their creator suspends. */
public final class OrderTaskStart extends Scenario {

  private void worker(int n) {
    print("start", n);
    sleep(seconds(0));
    print("end", n);
  }

  @Override
  protected void main() {
    run(
        () -> {
          List<Task<Void>> tasks =
              IntStream.range(0, 4).mapToObj(i -> createTask(() -> worker(i))).toList();
          print("created");
          tasks.get(3).await();
          print("last is done", tasks.stream().map(Task::done).toList());
        });
  }
}
