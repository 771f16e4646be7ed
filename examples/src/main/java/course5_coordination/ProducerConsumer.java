// A producer hands values to a consumer; shutting the queue down ends the consumer's loop. (J5.05)
// Python's program marks the end by None. A queue refuses null here: shutdown says it better.
import static asyncio.Asyncio.*;

import asyncio.queue.Queue;

void main() {
  Queue<Double> queue = new Queue<>();
  run(() -> gather(() -> produce(queue), () -> consume(queue)));
}

void produce(Queue<Double> queue) {
  IO.println("Producer: Running");
  for (int i = 1; i <= 10; i++) {
    double value = i * 7 % 11 / 10.0; // looks random, and is the same each time
    sleep(seconds(value));
    queue.put(value); // there is room, so this does not suspend
  }
  queue.shutdown();
  IO.println("Producer: Done");
}

void consume(Queue<Double> queue) {
  IO.println("Consumer: Running");
  for (double value : queue) { // suspends while the queue is empty
    IO.println(">got " + value);
  }
  IO.println("Consumer: Done");
}
