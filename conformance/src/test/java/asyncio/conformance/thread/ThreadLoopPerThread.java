package asyncio.conformance.thread;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.toThread;

import asyncio.conformance.RealTimeScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Each thread may run its own loop at the same time. */
public final class ThreadLoopPerThread extends RealTimeScenario {

  private final List<Integer> results = Collections.synchronizedList(new ArrayList<>());

  private int program(int name) {
    sleep(Duration.ZERO);
    return name;
  }

  private void worker(int n) {
    results.add(run(() -> program(n)));
  }

  private String noLoop() {
    try {
      return getRunningLoop().toString();
    } catch (IllegalStateException e) {
      return "IllegalStateException";
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          gather(
              () -> toThread(() -> worker(0)),
              () -> toThread(() -> worker(1)),
              () -> toThread(() -> worker(2)));
          print(results.stream().sorted().toList());
          print(toThread(this::noLoop));
        });
  }
}
