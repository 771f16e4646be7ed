package asyncio.conformance.condition;

import static asyncio.Asyncio.gather;

import asyncio.conformance.Scenario;
import asyncio.sync.Condition;
import asyncio.sync.Lock;
import java.util.ArrayDeque;
import java.util.Deque;

/** Two conditions on one lock: a bounded buffer with a condition for each side. */
public final class ConditionSharedLock extends Scenario {

  private final Lock lock = new Lock();
  private final Condition notFull = new Condition(lock);
  private final Condition notEmpty = new Condition(lock);
  private final Deque<Integer> buffer = new ArrayDeque<>();

  private void producer() {
    for (int i = 0; i < 4; i++) {
      try (var _ = lock.hold()) {
        while (buffer.size() == 2) {
          notFull.await();
        }
        buffer.add(i);
        print("put", i);
        notEmpty.notifyOne();
      }
    }
  }

  private void consumer() {
    for (int i = 0; i < 4; i++) {
      try (var _ = lock.hold()) {
        while (buffer.isEmpty()) {
          notEmpty.await();
        }
        print("got", buffer.remove());
        notFull.notifyOne();
      }
    }
  }

  @Override
  protected void main() {
    run(() -> gather(this::consumer, this::producer));
  }
}
