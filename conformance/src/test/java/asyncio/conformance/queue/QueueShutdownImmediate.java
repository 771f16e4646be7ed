package asyncio.conformance.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;
import asyncio.queue.QueueShutDown;
import asyncio.task.Task;

/** An immediate shutdown empties the queue and releases join. */
public final class QueueShutdownImmediate extends Scenario {

  private void joiner(Queue<Integer> queue) {
    queue.join();
    print("join released", time());
  }

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<Integer>();
          for (int i = 0; i < 3; i++) {
            queue.putNowait(i);
          }
          Task<Void> task = createTask(() -> joiner(queue));
          sleep(seconds(0.5));
          queue.shutdown(true);
          print("size", queue.qsize());
          try {
            queue.getNowait();
          } catch (QueueShutDown e) {
            print("QueueShutDown");
          }
          task.await();
        });
  }
}
