// Ten tasks share two permits; a task that sleeps keeps its permit meanwhile. (J5.13, J5.T06)
import static asyncio.Asyncio.*;

import asyncio.sync.Semaphore;
import asyncio.task.Task;

final Semaphore semaphore = new Semaphore(2);

void main() {
  run(this::program);
}

void program() {
  List<Task<?>> tasks = new ArrayList<>();
  for (int i = 0; i < 10; i++) {
    int number = i;
    tasks.add(createTask(() -> task(number)));
  }
  waitUntil(ALL_COMPLETED, tasks);
}

void task(int number) {
  double value = (number + 1) * 7 % 11 / 10.0; // looks random, and is the same each time
  try (var _ = semaphore.hold()) {
    sleep(seconds(value));
    IO.println("Task " + number + " got " + value);
  }
}
