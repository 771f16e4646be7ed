package asyncio.conformance.agen;

import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.getRunningLoop;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A generator that fails while run closes it is reported to the exception handler. */
public final class AgenShutdownError extends Scenario {

  private final List<AsyncGenerator<?, ?>> kept = new ArrayList<>();

  private static AsyncGenerator<Integer, ?> numbers() {
    return generator(
        out -> {
          try {
            out.yield(1);
          } finally {
            fail();
          }
        });
  }

  private static void fail() {
    throw new IllegalArgumentException("while closing");
  }

  @Override
  protected void main() {
    String value =
        run(
            () -> {
              getRunningLoop()
                  .setExceptionHandler(
                      (_, context) ->
                          print(
                              "handler",
                              Objects.requireNonNull(context.exception()).getMessage(),
                              context.contains("asyncgen")));
              AsyncGenerator<Integer, ?> generator = numbers();
              kept.add(generator);
              anext(generator);
              return "value";
            });
    print(value);
  }
}
