package asyncio.conformance.agen;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncGenerator;
import java.util.ArrayList;
import java.util.List;

/** A generator that is left early is closed when run ends, after the leftover tasks. */
public final class AgenLeftOpenUntilShutdown extends Scenario {

  private final List<AsyncGenerator<?, ?>> kept = new ArrayList<>();

  private AsyncGenerator<Integer, ?> numbers() {
    return generator(
        out -> {
          try {
            out.yield(1);
            out.yield(2);
          } finally {
            sleep(seconds(0.5));
            print("generator closed");
          }
        });
  }

  private void leftover() {
    try {
      sleep(seconds(100));
    } finally {
      print("leftover cancelled");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          createTask(this::leftover);
          AsyncGenerator<Integer, ?> generator = numbers();
          kept.add(generator);
          for (int i : generator) {
            print("got", i);
            break;
          }
          print("main ends");
        });
  }
}
