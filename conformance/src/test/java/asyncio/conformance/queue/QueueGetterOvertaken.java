package asyncio.conformance.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;
import asyncio.task.Task;

/**
 * A woken getter holds no claim: another task that calls get first takes the item, and the getter
 * waits again at the end of the line.
 */
public final class QueueGetterOvertaken extends Scenario {

  private void getter(String name, Queue<String> queue) {
    print(name, "got", queue.get());
  }

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<String>();
          Task<Void> a = createTask(() -> getter("a", queue));
          Task<Void> b = createTask(() -> getter("b", queue));
          sleep(seconds(0.5));
          queue.putNowait("first");
          print("main took", queue.getNowait());
          sleep(seconds(0.5));
          queue.putNowait("second");
          queue.putNowait("third");
          gather(a, b);
        });
  }
}
