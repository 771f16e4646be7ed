package asyncio.conformance.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;
import asyncio.task.Task;
import java.util.List;
import java.util.stream.IntStream;

/** Waiting putters get in, in the order in which they began to wait. */
public final class QueueWaitingPuttersAreFair extends Scenario {

  private void putter(int n, Queue<Integer> queue) {
    queue.put(n);
    print("put", n, time());
  }

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<Integer>(1);
          List<Task<Void>> tasks =
              IntStream.range(0, 4).mapToObj(n -> createTask(() -> putter(n, queue))).toList();
          for (int i = 0; i < 4; i++) {
            sleep(seconds(1.0));
            print("got", queue.get());
          }
          gather(tasks);
        });
  }
}
