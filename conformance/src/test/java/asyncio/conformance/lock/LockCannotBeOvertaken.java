package asyncio.conformance.lock;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Lock;
import asyncio.task.Task;

/** A task that releases a lock and wants it again at once waits behind those who waited already. */
public final class LockCannotBeOvertaken extends Scenario {

  private void greedy(Lock lock) {
    for (int i = 0; i < 3; i++) {
      try (var _ = lock.hold()) {
        print("greedy", i);
      }
    }
  }

  private void patient(int n, Lock lock) {
    try (var _ = lock.hold()) {
      print("patient", n);
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          var lock = new Lock();
          lock.acquire();
          Task<Void> greedy = createTask(() -> greedy(lock));
          Task<Void> first = createTask(() -> patient(1, lock));
          Task<Void> second = createTask(() -> patient(2, lock));
          sleep(seconds(0.5));
          lock.release();
          print("locked after release", lock.locked());
          gather(greedy, first, second);
        });
  }
}
