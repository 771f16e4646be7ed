// A queue that is shut down takes nothing more; what is inside is worked off, or dropped at once.
import static asyncio.Asyncio.*;

import asyncio.queue.Queue;
import asyncio.queue.QueueShutDown;

void main() {
  run(this::program);
}

void program() {
  Queue<String> worked = filled();
  worked.shutdown();
  worked.forEach(item -> IO.println("took " + item));

  Queue<String> dropped = filled();
  dropped.shutdown(true);
  dropped.forEach(item -> IO.println("never printed"));
  dropped.join(); // what was dropped counts as done

  try {
    dropped.put("too late");
  } catch (QueueShutDown e) {
    IO.println("put is refused");
  }

  Queue<String> empty = new Queue<>();
  createTask(() -> shutdownAfterASecond(empty));
  try {
    empty.get();
  } catch (QueueShutDown e) {
    IO.println("whoever waits for an item is woken");
  }
}

Queue<String> filled() {
  Queue<String> queue = new Queue<>();
  queue.put("one");
  queue.put("two");
  return queue;
}

void shutdownAfterASecond(Queue<String> queue) {
  sleep(seconds(1));
  queue.shutdown();
}
