package asyncio.conformance.run;

import static asyncio.Asyncio.copyContext;

import asyncio.conformance.Scenario;
import asyncio.context.Context;
import asyncio.context.ContextVar;
import asyncio.task.RunOptions;
import asyncio.task.Runner;

/** All coroutines of a Runner share its context: a variable set by one run is seen by the next. */
public final class RunRunnerContext extends Scenario {

  private static final ContextVar<String> VAR = ContextVar.of("var", "unset");

  private void write(String value) {
    VAR.set(value);
  }

  private String read() {
    return VAR.get();
  }

  @Override
  protected void main() {
    try (Runner runner = new Runner(RunOptions.on(this::newEventLoop))) {
      print(runner.run(this::read));
      runner.run(() -> write("set by the first run"));
      print(runner.run(this::read));
      Context own = copyContext();
      own.run(() -> VAR.set("in another context"));
      print(runner.run(this::read, own), "/", runner.run(this::read));
    }
    print("outside:", VAR.get());
  }
}
