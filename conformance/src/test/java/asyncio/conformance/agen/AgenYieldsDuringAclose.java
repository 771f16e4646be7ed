package asyncio.conformance.agen;

import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.generator;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncGenerator;

/** A generator that yields again while it is being closed is in error. */
public final class AgenYieldsDuringAclose extends Scenario {

  private static AsyncGenerator<Integer, ?> stubborn() {
    return generator(
        out -> {
          try {
            out.yield(1);
          } finally {
            out.yield(2);
          }
        });
  }

  @Override
  protected void main() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator = stubborn();
          anext(generator);
          try {
            generator.close();
          } catch (IllegalStateException e) {
            print(nameOf(e));
          }
        });
  }
}
