package asyncio.conformance.run;

import static asyncio.Asyncio.coroutine;

import asyncio.conformance.Scenario;
import asyncio.task.CoroutineObject;
import asyncio.task.RunOptions;
import asyncio.task.Runner;

/**
 * A Runner that is closed refuses to run; closing twice is harmless; one never used can be closed
 * too.
 */
public final class RunRunnerClosed extends Scenario {

  private int job() {
    return 1;
  }

  @Override
  protected void main() {
    Runner runner = new Runner(RunOptions.on(this::newEventLoop));
    print(runner.run(coroutine(this::job)));
    runner.close();
    runner.close();
    CoroutineObject<Integer> coroutine = coroutine(this::job);
    try {
      runner.run(coroutine);
    } catch (IllegalStateException e) {
      print("IllegalStateException");
    }
    coroutine.close();
    new Runner(RunOptions.on(this::newEventLoop)).close();
    print("end");
  }
}
