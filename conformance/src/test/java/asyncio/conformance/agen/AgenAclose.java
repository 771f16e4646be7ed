package asyncio.conformance.agen;

import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncGenerator;

/**
 * Closing runs the finally block at the yield where the generator stands; a second one does
 * nothing.
 */
public final class AgenAclose extends Scenario {

  private AsyncGenerator<Integer, ?> resource() {
    return generator(
        out -> {
          try {
            out.yield(1);
            out.yield(2);
          } finally {
            sleep(seconds(0.5));
            print("closed", time());
          }
        });
  }

  @Override
  protected void main() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator = resource();
          print(anext(generator));
          generator.close();
          generator.close();
          print("then", nextOf(generator));
          AsyncGenerator<Integer, ?> unused = resource();
          unused.close();
          print("unused", nextOf(unused));
        });
  }

  private static Object nextOf(AsyncGenerator<?, ?> generator) {
    return anext(generator, "finished");
  }
}
