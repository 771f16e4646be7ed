package asyncio.conformance.lock;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import asyncio.sync.Lock;
import java.util.concurrent.TimeoutException;

/** A lock is not reentrant: its holder waits for itself. */
public final class LockNotReentrant extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          var lock = new Lock();
          try (var _ = lock.hold()) {
            waitFor(lock::acquire, seconds(1.0));
          } catch (TimeoutException e) {
            print("TimeoutException", time());
          }
          print("locked", lock.locked());
        });
  }
}
