package asyncio.conformance.context;

import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.generator;

import asyncio.conformance.Scenario;
import asyncio.context.ContextVar;
import asyncio.iteration.AsyncGenerator;

/** An asynchronous generator runs each step in the context of whoever asks for the item. */
public final class ContextGenerator extends Scenario {

  private static final ContextVar<String> VAR = ContextVar.of("var", "default");

  private AsyncGenerator<Integer, ?> numbers() {
    return generator(
        out -> {
          while (true) {
            print("generator sees", VAR.get());
            VAR.set("set by the generator");
            out.yield(1);
          }
        });
  }

  private void take(AsyncGenerator<Integer, ?> generator) {
    VAR.set("task");
    anext(generator);
    print("task sees", VAR.get());
  }

  @Override
  protected void main() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator = numbers();
          anext(generator);
          print("main sees", VAR.get());
          createTask(() -> take(generator)).await();
          VAR.set("main");
          anext(generator);
          print("main sees", VAR.get());
          generator.close();
        });
  }
}
