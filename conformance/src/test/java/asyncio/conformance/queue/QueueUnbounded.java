package asyncio.conformance.queue;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;

/** A queue with maxsize zero or less is unbounded and never full. */
public final class QueueUnbounded extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          for (int size : new int[] {0, -1}) {
            var queue = new Queue<Integer>(size);
            for (int i = 0; i < 100; i++) {
              queue.putNowait(i);
            }
            print(queue.qsize(), queue.full(), queue.maxsize());
          }
        });
  }
}
