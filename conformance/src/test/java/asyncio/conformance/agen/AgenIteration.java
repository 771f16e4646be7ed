package asyncio.conformance.agen;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncGenerator;
import asyncio.task.Task;

/** A generator may await between items; a new iteration of a used one is empty. */
public final class AgenIteration extends Scenario {

  private static AsyncGenerator<Integer, ?> ticks(int n) {
    return generator(
        out -> {
          for (int i = 0; i < n; i++) {
            sleep(seconds(0.5));
            out.yield(i);
          }
        });
  }

  private void background() {
    sleep(seconds(0.75));
    print("background", time());
  }

  @Override
  protected void main() {
    run(
        () -> {
          Task<Void> task = createTask(this::background);
          AsyncGenerator<Integer, ?> generator = ticks(3);
          for (int i : generator) {
            print(i, time());
          }
          print("again", generator.stream().toList());
          task.await();
        });
  }
}
