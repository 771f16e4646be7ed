// Newest first, smallest first, and an order of one's own, in which equal items keep their order.
// (J5.T02)
import static asyncio.Asyncio.*;

import asyncio.queue.LifoQueue;
import asyncio.queue.PriorityQueue;
import asyncio.queue.Queue;

record Order(String customer, int priority) {}

void main() {
  run(this::program);
}

void program() {
  show("first in, first out", new Queue<>(), List.of(3, 1, 2));
  show("last in, first out", new LifoQueue<>(), List.of(3, 1, 2));
  show("smallest first", new PriorityQueue<>(), List.of(3, 1, 2));
  show("largest first", new PriorityQueue<>(Comparator.reverseOrder()), List.of(3, 1, 2));

  PriorityQueue<Order> orders = new PriorityQueue<>(Comparator.comparingInt(Order::priority));
  orders.put(new Order("Ann", 2));
  orders.put(new Order("Ben", 1));
  orders.put(new Order("Cem", 2));
  orders.put(new Order("Dan", 1));
  orders.shutdown();
  for (Order order : orders) {
    IO.println(order.priority + ": " + order.customer);
  }
}

void show(String what, Queue<Integer> queue, List<Integer> items) {
  items.forEach(queue::put);
  queue.shutdown(); // so that the loop ends
  List<Integer> out = new ArrayList<>();
  queue.forEach(out::add);
  IO.println(what + ": " + out);
}
