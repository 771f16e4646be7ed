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

/** Waiting getters are served in the order in which they began to wait. */
public final class QueueWaitingGettersAreFair extends Scenario {

  private void getter(int n, Queue<String> queue) {
    print(n, "got", queue.get());
  }

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<String>();
          List<Task<Void>> tasks =
              IntStream.range(0, 3).mapToObj(n -> createTask(() -> getter(n, queue))).toList();
          sleep(seconds(0.5));
          for (String item : List.of("a", "b", "c")) {
            queue.putNowait(item);
          }
          print("put, size", queue.qsize());
          gather(tasks);
        });
  }
}
