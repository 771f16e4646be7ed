// Ten coroutines hold one lock for a while each; it serves them first come, first served. (J5.08)
import static asyncio.Asyncio.*;

import asyncio.sync.Lock;
import asyncio.task.Task;

final Lock lock = new Lock();

void main() {
  run(this::program);
}

void program() {
  List<Task<?>> tasks = new ArrayList<>();
  for (int i = 0; i < 10; i++) {
    int number = i;
    tasks.add(createTask(() -> hold(number)));
  }
  gather(tasks);
}

void hold(int number) {
  double duration = (number + 1) * 7 % 11 / 10.0; // looks random, and is the same each time
  try (var _ = lock.hold()) {
    IO.println(">" + number + " got the lock, sleep for " + duration);
    sleep(seconds(duration));
  }
}
