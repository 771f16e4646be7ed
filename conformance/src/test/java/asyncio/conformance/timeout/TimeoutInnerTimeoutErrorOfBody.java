package asyncio.conformance.timeout;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import asyncio.task.Timeout;
import java.util.concurrent.TimeoutException;

/** A TimeoutException that the body throws by itself passes through; expired() is false. */
public final class TimeoutInnerTimeoutErrorOfBody extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Timeout scope = timeout(seconds(5.0));
          try {
            scope.run(
                _ -> {
                  sleep(seconds(0.5));
                  throw new TimeoutException("from the body");
                });
          } catch (TimeoutException e) {
            print("TimeoutException", e.getMessage(), "expired", scope.expired());
          }
        });
  }
}
