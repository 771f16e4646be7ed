package asyncio.conformance.queue;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;

/**
 * TaskDone more often than there were items is refused; join of a queue never used returns at once.
 */
public final class QueueTaskDoneTooOften extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<String>();
          queue.join();
          print("nothing to join");
          queue.putNowait("item");
          queue.getNowait();
          queue.taskDone();
          try {
            queue.taskDone();
          } catch (IllegalStateException e) {
            print("IllegalStateException");
          }
        });
  }
}
