// The lost updates of RaceCondition, cured by a semaphore: one permit makes it a lock.
// (J5.E3, J5.T05)
import static asyncio.Asyncio.*;

import asyncio.sync.Semaphore;

final Semaphore semaphore = new Semaphore(1);
int number;

void main() {
  run(() -> gather(() -> addManyTimes(1), () -> addManyTimes(-1)));
  IO.println("the number is " + number);
}

void addManyTimes(int amount) {
  for (int i = 0; i < 10_000; i++) {
    try (var _ = semaphore.hold()) {
      int value = number;
      sleep(seconds(0));
      value = value + amount;
      sleep(seconds(0));
      number = value;
    }
  }
}
