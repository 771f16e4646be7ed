package asyncio.conformance.run;

import static asyncio.Asyncio.coroutine;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.CoroutineObject;
import asyncio.task.RunOptions;
import asyncio.task.Runner;

/** Running a coroutine from inside a running loop is refused. */
public final class RunInsideRun extends Scenario {

  private void inner() {
    print("never printed");
  }

  @Override
  protected void main() {
    run(
        () -> {
          CoroutineObject<Void> coroutine = coroutine(this::inner);
          try {
            new Runner(RunOptions.on(this::newEventLoop)).run(coroutine);
          } catch (IllegalStateException e) {
            print("IllegalStateException");
          }
          coroutine.close();
          sleep(seconds(0.5));
          print("still running");
        });
  }
}
