package asyncio.conformance.queue;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;
import java.util.List;

/** Put and get that need not wait do not give way to other tasks. */
public final class QueueOperationsWithoutWaiting extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<Integer>();
          getRunningLoop().callSoon(() -> print("callback"));
          for (int i = 0; i < 3; i++) {
            queue.put(i);
          }
          print(List.of(queue.get(), queue.get(), queue.get()));
          sleep(seconds(0));
          print("end");
        });
  }
}
