package asyncio.conformance.agen;

import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.generator;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncGenerator;

/** A generator that fails is finished: later requests find the end. */
public final class AgenFailureFinishesIt extends Scenario {

  private static AsyncGenerator<Integer, ?> numbers() {
    return generator(
        out -> {
          out.yield(1);
          throw new IllegalArgumentException("broken");
        });
  }

  @Override
  protected void main() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator = numbers();
          try {
            for (int i : generator) {
              print("got", i);
            }
          } catch (IllegalArgumentException e) {
            print(nameOf(e), e.getMessage());
          }
          print("then", orFinished(generator));
        });
  }

  private static Object orFinished(AsyncGenerator<?, ?> generator) {
    return anext(generator, "finished");
  }
}
