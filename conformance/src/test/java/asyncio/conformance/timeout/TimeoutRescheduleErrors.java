package asyncio.conformance.timeout;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.timeout;

import asyncio.conformance.Scenario;
import asyncio.task.Timeout;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** reschedule before entering or after leaving, and entering twice, are refused. */
public final class TimeoutRescheduleErrors extends Scenario {

  @Override
  protected void main() {
    run(
        () -> {
          Timeout scope = timeout(seconds(1.0));
          for (String label : List.of("before", "after")) {
            try {
              scope.reschedule(2.0);
            } catch (IllegalStateException e) {
              print("IllegalStateException", label);
            }
            if (label.equals("before")) {
              enter(scope, "inside");
            }
          }
          try {
            enter(scope, "never printed");
          } catch (IllegalStateException e) {
            print("IllegalStateException on second use");
          }
        });
  }

  private void enter(Timeout scope, String word) throws TimeoutException {
    scope.run(
        _ -> {
          print(word);
          return null;
        });
  }
}
