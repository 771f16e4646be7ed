// A task prepares data and notifies the main task, which waits for them. (J5.24)
import static asyncio.Asyncio.*;

import asyncio.sync.Condition;

final Condition condition = new Condition();
final List<Integer> data = new ArrayList<>();

void main() {
  run(this::program);
}

void program() {
  try (var _ = condition.hold()) {
    createTask(this::prepare); // can notify only while the main task waits, and so not too early
    IO.println("Main waiting for data...");
    condition.await();
  }
  IO.println("Got data: " + data);
}

void prepare() {
  sleep(seconds(1));
  data.add(33);
  IO.println("Task sending notification...");
  try (var _ = condition.hold()) {
    condition.notifyOne();
  }
}
