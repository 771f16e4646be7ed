package asyncio.conformance.agen;

import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncGenerator;

/** While one task is inside a generator, another that asks it for an item is refused. */
public final class AgenUsedByTwoTasks extends Scenario {

  private static AsyncGenerator<Integer, ?> slow() {
    return generator(
        out -> {
          for (int i = 0; i < 3; i++) {
            sleep(seconds(1));
            out.yield(i);
          }
        });
  }

  private void take(String name, AsyncGenerator<Integer, ?> generator) {
    try {
      print(name, anext(generator), time());
    } catch (IllegalStateException e) {
      print(name, nameOf(e), time());
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator = slow();
          gather(() -> take("a", generator), () -> take("b", generator));
          take("c", generator);
        });
  }
}
