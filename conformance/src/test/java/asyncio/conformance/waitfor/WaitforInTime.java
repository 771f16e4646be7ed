package asyncio.conformance.waitfor;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import java.util.NoSuchElementException;

/** waitFor passes on the result or the failure of what it waits for. */
public final class WaitforInTime extends Scenario {

  private String good() {
    sleep(seconds(0.5));
    return "result";
  }

  private void bad() {
    sleep(seconds(0.5));
    throw new NoSuchElementException("failure");
  }

  @Override
  protected void main() {
    run(
        () -> {
          print(waitFor(this::good, seconds(2.0)), time());
          print(waitFor(this::good, null), time());
          try {
            waitFor(this::bad, seconds(2.0));
          } catch (NoSuchElementException e) {
            print("NoSuchElementException", e.getMessage(), time());
          }
        });
  }
}
