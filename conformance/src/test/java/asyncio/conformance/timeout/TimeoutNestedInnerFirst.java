package asyncio.conformance.timeout;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import asyncio.task.Timeout;
import java.util.concurrent.TimeoutException;

/** Nested timeouts: the one that expires turns into TimeoutException at its own block only. */
public final class TimeoutNestedInnerFirst extends Scenario {

  private void nest(double outerDelay, double innerDelay) {
    double start = time();
    Timeout outer = timeout(seconds(outerDelay));
    Timeout inner = timeout(seconds(innerDelay));
    try {
      outer.run(
          _ -> {
            try {
              inner.run(
                  _ -> {
                    sleep(seconds(10.0));
                    return null;
                  });
            } catch (TimeoutException e) {
              print("inner TimeoutException", time() - start);
            }
            print("between");
            return null;
          });
    } catch (TimeoutException e) {
      print("outer TimeoutException", time() - start);
    }
    print(outer.expired(), inner.expired());
  }

  @Override
  protected void main() {
    run(
        () -> {
          nest(2.0, 1.0);
          nest(1.0, 2.0);
        });
  }
}
