// put suspends while the queue is full, get while it is empty; items come out in the order they
// went
// in. (J5.01, J5.02, J5.03, J5.04)
import static asyncio.Asyncio.*;

import asyncio.queue.Queue;

void main() {
  run(this::program);
}

void program() {
  withoutLimit();
  withLimit();
  waitForItem();
}

void withoutLimit() {
  Queue<Integer> queue = new Queue<>();
  for (int i = 1; i <= 1000; i++) {
    queue.put(i); // never suspends
  }
  IO.println("first in, first out: " + queue.get() + ", " + queue.get());
}

void withLimit() {
  Queue<Integer> queue = new Queue<>(100);
  createTask(() -> takeOneAfterASecond(queue));
  for (int i = 1; i <= 100; i++) {
    queue.put(i);
  }
  IO.println("100 are inside, full: " + queue.full());
  queue.put(101); // waits for room
  IO.println("the 101st is inside");
}

void takeOneAfterASecond(Queue<Integer> queue) {
  sleep(seconds(1));
  IO.println("taken: " + queue.get());
}

void waitForItem() {
  Queue<String> queue = new Queue<>();
  createTask(() -> putAfterTwoSeconds(queue));
  IO.println("got " + queue.get()); // waits for an item
}

void putAfterTwoSeconds(Queue<String> queue) {
  sleep(seconds(2));
  queue.put("a late item");
}
