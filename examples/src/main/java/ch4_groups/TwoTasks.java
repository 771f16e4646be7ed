// Tasks of one and of two seconds, awaited in turn: two seconds. (L4.06)
import static asyncio.Asyncio.*;

import asyncio.task.Task;

void main() {
  run(this::program);
}

void program() {
  Task<Integer> first = createTask(() -> sleep(seconds(1), 1));
  Task<Integer> second = createTask(() -> sleep(seconds(2), 2));
  IO.println("first: " + first.await());
  IO.println("second: " + second.await());
}
