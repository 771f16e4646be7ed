// A critical section may lie in several places: whatever touches the same data takes the same lock.
// (J5.T03)
import static asyncio.Asyncio.*;

import asyncio.sync.Lock;

final Lock accounts = new Lock();
int current = 100;
int savings;

void main() {
  run(() -> gather(() -> save(30), this::reportAtOnce, this::report));
}

void save(int amount) {
  try (var _ = accounts.hold()) {
    current -= amount;
    sleep(seconds(1)); // meanwhile the amount is on neither account
    savings += amount;
  }
}

void reportAtOnce() {
  IO.println("without the lock: " + (current + savings));
}

void report() {
  try (var _ = accounts.hold()) {
    IO.println("with the lock: " + (current + savings));
  }
}
