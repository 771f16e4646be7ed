package asyncio.conformance.agen;

import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncGenerator;

/** Try-with-resources closes a generator that is left early, before the code that follows. */
public final class AgenAclosing extends Scenario {

  private AsyncGenerator<Integer, ?> numbers() {
    return generator(
        out -> {
          try {
            for (int i = 0; i < 10; i++) {
              out.yield(i);
            }
          } finally {
            sleep(seconds(0.25));
            print("closed");
          }
        });
  }

  @Override
  protected void main() {
    run(
        () -> {
          try (AsyncGenerator<Integer, ?> generator = numbers()) {
            for (int i : generator) {
              if (i == 2) {
                print("leaving at", i);
                break;
              }
            }
          }
          print("after", time());
        });
  }
}
