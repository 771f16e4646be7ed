package asyncio.conformance.lock;

import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.sync.Lock;

/** Taking a free lock does not give way to other tasks. */
public final class LockUncontendedDoesNotYield extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          var lock = new Lock();
          getRunningLoop().callSoon(() -> print("callback"));
          lock.acquire();
          print("acquire", lock.locked());
          lock.release();
          try (var _ = lock.hold()) {
            print("with", lock.locked());
          }
          print("released", lock.locked());
          sleep(seconds(0));
        });
  }
}
