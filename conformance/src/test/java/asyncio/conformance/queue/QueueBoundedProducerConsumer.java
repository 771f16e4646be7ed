package asyncio.conformance.queue;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.queue.Queue;

/** A producer is held back by a bounded queue until the consumer takes an item. */
public final class QueueBoundedProducerConsumer extends Scenario {

  private void producer(Queue<Integer> queue) {
    for (int i = 0; i < 4; i++) {
      queue.put(i);
      print("put", i, time());
    }
  }

  private void consumer(Queue<Integer> queue) {
    for (int i = 0; i < 4; i++) {
      sleep(seconds(1.0));
      print("got", queue.get(), time());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var queue = new Queue<Integer>(2);
          gather(() -> producer(queue), () -> consumer(queue));
        });
  }
}
