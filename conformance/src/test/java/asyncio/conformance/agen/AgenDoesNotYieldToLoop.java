package asyncio.conformance.agen;

import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Iterating over a generator that does not await does not give way to other tasks. */
public final class AgenDoesNotYieldToLoop extends Scenario {

  private static AsyncGenerator<Integer, ?> numbers() {
    return generator(
        out -> {
          for (int i = 0; i < 3; i++) {
            out.yield(i);
          }
        });
  }

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop().callSoon(() -> print("callback"));
          List<Integer> items = new ArrayList<>();
          for (int i : numbers()) {
            items.add(i);
          }
          print(items);
          sleep(Duration.ZERO);
        });
  }
}
