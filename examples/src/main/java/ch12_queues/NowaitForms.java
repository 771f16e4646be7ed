// Putting and taking without waiting: a full or an empty queue is an exception instead.
import static asyncio.Asyncio.*;

import asyncio.queue.Queue;
import asyncio.queue.QueueEmpty;
import asyncio.queue.QueueFull;

void main() {
  run(this::program);
}

void program() {
  Queue<String> queue = new Queue<>(2);
  for (String item : List.of("one", "two", "three")) {
    try {
      queue.putNowait(item);
    } catch (QueueFull e) {
      IO.println("no room for " + item);
    }
  }
  IO.println(queue.qsize() + " of " + queue.maxsize());

  try {
    while (true) {
      IO.println("took " + queue.getNowait());
    }
  } catch (QueueEmpty e) {
    IO.println("nothing left");
  }
}
