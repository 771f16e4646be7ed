package asyncio.conformance.semaphore;

import asyncio.conformance.Scenario;
import asyncio.sync.BoundedSemaphore;
import asyncio.sync.Semaphore;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A bounded semaphore refuses to be released above its start value; a negative start value is
 * refused.
 */
public final class SemaphoreBounded extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          var semaphore = new BoundedSemaphore(1);
          try (var _ = semaphore.hold()) {
            print("locked", semaphore.locked());
          }
          try {
            semaphore.release();
          } catch (IllegalStateException e) {
            print("IllegalStateException release");
          }
          List<IntFunction<Semaphore>> kinds = List.of(Semaphore::new, BoundedSemaphore::new);
          for (IntFunction<Semaphore> kind : kinds) {
            try {
              print("accepted", kind.apply(-1));
            } catch (IllegalArgumentException e) {
              print("IllegalArgumentException start value");
            }
          }
        });
  }
}
