package asyncio.conformance.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;
import asyncio.queue.QueueShutDown;
import asyncio.task.Task;

/** A graceful shutdown does not release join: the items inside must still be worked off. */
public final class QueueShutdownJoinGraceful extends Scenario {

  private void worker(Queue<String> queue) {
    try {
      while (true) {
        String item = queue.get();
        sleep(seconds(1.0));
        print("worked", item, time());
        queue.taskDone();
      }
    } catch (QueueShutDown e) {
      print("worker ends");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<String>();
          queue.putNowait("a");
          queue.putNowait("b");
          Task<Void> task = createTask(() -> worker(queue));
          queue.shutdown();
          queue.join();
          print("joined", time());
          task.await();
        });
  }
}
