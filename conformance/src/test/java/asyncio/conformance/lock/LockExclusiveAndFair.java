package asyncio.conformance.lock;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Lock;

/** A lock is held by one task at a time and handed over in the order of waiting. */
public final class LockExclusiveAndFair extends Scenario {

  private void worker(int n, Lock lock) {
    try (var _ = lock.hold()) {
      print(n, "in", time());
      sleep(seconds(0.5));
      print(n, "out", time());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var lock = new Lock();
          gather(() -> worker(0, lock), () -> worker(1, lock), () -> worker(2, lock));
          print("locked", lock.locked());
        });
  }
}
