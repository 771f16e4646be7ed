package asyncio.conformance.lock;

import static asyncio.Asyncio.createTask;

import asyncio.conformance.Scenario;
import asyncio.sync.Lock;

/** A lock that is not held cannot be released; any task may release one that is. */
public final class LockReleaseErrors extends Scenario {

  private void helper(Lock lock) {
    lock.release();
    print("released by another task");
  }

  @Override
  protected void main() {
    run(
        () -> {
          var lock = new Lock();
          try {
            lock.release();
          } catch (IllegalStateException e) {
            print("IllegalStateException");
          }
          lock.acquire();
          createTask(() -> helper(lock)).await();
          print("locked", lock.locked());
        });
  }
}
