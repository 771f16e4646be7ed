package asyncio.conformance.queue;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;
import asyncio.task.Task;

/** Join waits until taskDone was called once per item, not until the queue is empty. */
public final class QueueJoinAndTaskDone extends Scenario {

  private void worker(Queue<Double> queue) {
    while (true) {
      double item = queue.get();
      sleep(seconds(item));
      print("worked", item, "left", queue.qsize(), time());
      queue.taskDone();
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<Double>();
          for (double item : new double[] {0.5, 1.0, 0.25}) {
            queue.putNowait(item);
          }
          Task<Void> task = createTask(() -> worker(queue));
          queue.join();
          print("joined", time());
          task.cancel();
        });
  }
}
