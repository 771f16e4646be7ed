package asyncio.conformance.gather;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;

/** gather throws the first failure at once; the others are neither cancelled nor waited for. */
public final class GatherFirstException extends Scenario {

  private void job(int n, double delay, boolean fail) {
    sleep(seconds(delay));
    print("job", n, "ends", time());
    if (fail) {
      throw new IllegalArgumentException("job " + n);
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            gather(() -> job(1, 3.0, false), () -> job(2, 1.0, true), () -> job(3, 2.0, true));
          } catch (IllegalArgumentException e) {
            print("caught", e.getMessage(), time());
          }
          sleep(seconds(3.0));
          print("end", time());
        });
  }
}
