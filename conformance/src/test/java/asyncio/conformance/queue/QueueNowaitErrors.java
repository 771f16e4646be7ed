package asyncio.conformance.queue;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;
import asyncio.queue.QueueEmpty;
import asyncio.queue.QueueFull;

/** GetNowait on an empty queue and putNowait on a full one fail at once. */
public final class QueueNowaitErrors extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<String>(1);
          try {
            queue.getNowait();
          } catch (QueueEmpty e) {
            print("QueueEmpty");
          }
          queue.putNowait("only");
          try {
            queue.putNowait("too much");
          } catch (QueueFull e) {
            print("QueueFull");
          }
          print(queue.getNowait(), queue.qsize());
        });
  }
}
