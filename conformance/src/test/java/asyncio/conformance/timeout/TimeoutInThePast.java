package asyncio.conformance.timeout;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import asyncio.task.Timeout;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** A timeout that is due already lets the body run to its first suspension. */
public final class TimeoutInThePast extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          for (double delay : List.of(0.0, -1.0)) {
            try {
              timeout(
                  seconds(delay),
                  () -> {
                    print("body starts");
                    sleep(seconds(1.0));
                    print("never printed");
                  });
            } catch (TimeoutException e) {
              print("TimeoutException", time());
            }
          }
          Timeout scope = timeout(seconds(0));
          scope.run(
              _ -> {
                print("a body that does not suspend");
                return null;
              });
          print("expired", scope.expired());
        });
  }
}
