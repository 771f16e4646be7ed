package asyncio.conformance.agen;

import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.generator;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncGenerator;
import java.util.NoSuchElementException;
import java.util.Objects;

/** An exception is thrown at the yield; the generator may catch it and go on, or let it out. */
public final class AgenAthrow extends Scenario {

  private AsyncGenerator<Integer, ?> sturdy() {
    return generator(
        out -> {
          for (int n = 0; true; n++) {
            try {
              out.yield(n);
            } catch (IllegalArgumentException e) {
              print("caught", e.getMessage());
            }
          }
        });
  }

  @Override
  protected void main() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator = sturdy();
          print(anext(generator), anext(generator));
          print(generator.throwInto(new IllegalArgumentException("handled")));
          try {
            generator.throwInto(new NoSuchElementException("not handled"));
          } catch (NoSuchElementException e) {
            print(nameOf(e), Objects.requireNonNull(e.getMessage()));
          }
          print("then", orFinished(generator));
        });
  }

  private static Object orFinished(AsyncGenerator<?, ?> generator) {
    return anext(generator, "finished");
  }
}
