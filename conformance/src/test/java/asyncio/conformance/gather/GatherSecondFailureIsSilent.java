package asyncio.conformance.gather;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;

/**
 * After the first failure was thrown, later failures of the same gather are dropped without a
 * report.
 */
public final class GatherSecondFailureIsSilent extends Scenario {

  private void fail(int n, double delay) {
    sleep(seconds(delay));
    print("fails", n);
    throw new IllegalArgumentException(String.valueOf(n));
  }

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop().setExceptionHandler((loop, context) -> print("handler called"));
          try {
            gather(() -> fail(1, 0.5), () -> fail(2, 1.0));
          } catch (IllegalArgumentException e) {
            print("caught", e.getMessage());
          }
          sleep(seconds(1.0));
          print("end");
        });
  }
}
