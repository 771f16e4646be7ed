package asyncio.conformance.condition;

import asyncio.conformance.Scenario;
import asyncio.sync.Condition;

/** Await and notify without holding the lock are refused. */
public final class ConditionWithoutLock extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          var condition = new Condition();
          try {
            condition.await();
          } catch (IllegalStateException e) {
            print("IllegalStateException wait");
          }
          try {
            condition.notifyOne();
          } catch (IllegalStateException e) {
            print("IllegalStateException notify");
          }
          try (var _ = condition.hold()) {
            condition.notify(10);
            print("notify without waiters is fine");
          }
        });
  }
}
