package asyncio.conformance.timeout;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeoutAt;

import asyncio.conformance.Scenario;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** timeoutAt takes a moment on the loop's clock, several blocks can share one deadline. */
public final class TimeoutAtDeadline extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          double deadline = time() + 2.0;
          for (int n : List.of(0, 1, 2)) {
            try {
              timeoutAt(
                  deadline,
                  () -> {
                    sleep(seconds(0.75));
                    print("step", n, time());
                  });
            } catch (TimeoutException e) {
              print("deadline", time());
            }
          }
        });
  }
}
