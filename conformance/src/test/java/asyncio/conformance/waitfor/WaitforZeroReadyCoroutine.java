package asyncio.conformance.waitfor;

import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;

import asyncio.conformance.Scenario;
import java.util.concurrent.TimeoutException;

/** With timeout 0 even a coroutine that would not suspend is refused. */
public final class WaitforZeroReadyCoroutine extends Scenario {

  private int instant() {
    print("never printed");
    return 1;
  }

  @Override
  protected void main() {
    run(
        () -> {
          try {
            print(waitFor(this::instant, seconds(0)));
          } catch (TimeoutException e) {
            print("TimeoutException");
          }
          print(waitFor(() -> sleep(seconds(0), "small timeout is enough"), seconds(0.25)));
        });
  }
}
