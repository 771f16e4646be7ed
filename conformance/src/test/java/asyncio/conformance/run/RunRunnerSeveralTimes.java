package asyncio.conformance.run;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.RunOptions;
import asyncio.task.Runner;

/**
 * A Runner runs several coroutines on one loop: the clock and left-over tasks carry over until it
 * is closed.
 */
public final class RunRunnerSeveralTimes extends Scenario {

  private void background() {
    try {
      while (true) {
        sleep(seconds(1.0));
        print("background", time());
      }
    } finally {
      print("background cancelled");
    }
  }

  private String first() {
    createTask(this::background);
    sleep(seconds(1.5));
    return "first";
  }

  private String second() {
    sleep(seconds(1.0));
    return "second";
  }

  @Override
  protected void main() {
    try (Runner runner = new Runner(RunOptions.on(this::newEventLoop))) {
      print(runner.run(this::first), runner.getLoop().time());
      print(runner.run(this::second), runner.getLoop().time());
      print("closing");
    }
    print("closed");
  }
}
