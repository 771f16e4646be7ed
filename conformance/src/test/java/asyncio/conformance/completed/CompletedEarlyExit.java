package asyncio.conformance.completed;

import static asyncio.Asyncio.asCompleted;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Awaitable;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaving asCompleted early leaves the other tasks running; even for finished ones it gives way
 * once.
 */
public final class CompletedEarlyExit extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          List<Task<String>> tasks = new ArrayList<>();
          for (String n : List.of("0", "1")) {
            tasks.add(createTask(() -> sleep(seconds(0), n)));
          }
          gather(tasks);
          Task<String> slow = createTask(() -> sleep(seconds(1.0), "slow"));
          tasks.add(slow);
          getRunningLoop().callSoon(() -> print("callback"));
          int count = 0;
          for (Awaitable<String> item : asCompleted(tasks).awaitables()) {
            item.await();
            count++;
            if (count == 2) {
              print("leaving after two");
              break;
            }
          }
          print("slow done", slow.done());
          print(slow.await());
        });
  }
}
