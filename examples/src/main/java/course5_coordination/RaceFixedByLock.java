// The lost updates of RaceCondition, cured: reading, computing and writing happen under a lock.
// (J5.E2)
import static asyncio.Asyncio.*;

import asyncio.sync.Lock;

final Lock lock = new Lock();
int number;

void main() {
  run(() -> gather(() -> addManyTimes(1), () -> addManyTimes(-1)));
  IO.println("the number is " + number);
}

void addManyTimes(int amount) {
  for (int i = 0; i < 10_000; i++) {
    try (var _ = lock.hold()) {
      int value = number;
      sleep(seconds(0));
      value = value + amount;
      sleep(seconds(0));
      number = value;
    }
  }
}
