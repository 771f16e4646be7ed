package asyncio.conformance.queue;

import asyncio.conformance.Scenario;
import asyncio.queue.LifoQueue;
import asyncio.queue.PriorityQueue;
import asyncio.queue.Queue;
import java.util.List;
import java.util.stream.Stream;

/** A LifoQueue gives the newest item first, a PriorityQueue the smallest. */
public final class QueueLifoAndPriority extends Scenario {

  private static List<Integer> takeFive(Queue<Integer> queue) {
    return Stream.generate(queue::get).limit(5).toList();
  }

  @Override
  protected void main() {
    run(
        () -> {
          var lifo = new LifoQueue<Integer>();
          var priority = new PriorityQueue<Integer>();
          for (int item : new int[] {3, 1, 4, 1, 5}) {
            lifo.putNowait(item);
            priority.putNowait(item);
          }
          print("lifo", takeFive(lifo));
          print("priority", takeFive(priority));
        });
  }
}
