package asyncio.conformance.queue;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;
import java.util.List;

/**
 * A queue gives items in the order in which they were put; qsize, empty and full tell its state.
 */
public final class QueueFifo extends Scenario {

  private final Queue<String> queue = new Queue<>(3);

  private void state() {
    print(queue.qsize(), queue.empty(), queue.full(), queue.maxsize());
  }

  @Override
  protected void main() {
    run(
        () -> {
          state();
          for (String item : List.of("a", "b", "c")) {
            queue.put(item);
          }
          state();
          print(queue.get(), queue.getNowait(), queue.get());
          state();
        });
  }
}
