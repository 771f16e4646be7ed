package asyncio.conformance.agen;

import static asyncio.Asyncio.ALL_COMPLETED;
import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitUntil;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncGenerator;
import asyncio.task.Task;
import java.util.Set;

/** Cancelling a task that waits inside a generator unwinds the generator first. */
public final class AgenCancelledInside extends Scenario {

  private AsyncGenerator<Integer, ?> numbers() {
    return generator(
        out -> {
          try {
            out.yield(1);
            sleep(seconds(10));
            out.yield(2);
          } finally {
            print("generator unwinds");
          }
        });
  }

  private void consume(AsyncGenerator<Integer, ?> generator) {
    try {
      for (int i : generator) {
        print("got", i);
      }
    } finally {
      print("consumer unwinds");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator = numbers();
          Task<Void> task = createTask(() -> consume(generator));
          sleep(seconds(0.5));
          task.cancel();
          waitUntil(ALL_COMPLETED, Set.of(task));
          print("then", orFinished(generator));
        });
  }

  private static Object orFinished(AsyncGenerator<?, ?> generator) {
    return anext(generator, "finished");
  }
}
