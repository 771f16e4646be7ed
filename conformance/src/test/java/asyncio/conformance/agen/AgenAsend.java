package asyncio.conformance.agen;

import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.iteration.AsyncGenerator;
import asyncio.iteration.StopAsyncIteration;

/** What is sent in is what yield returns inside. */
public final class AgenAsend extends Scenario {

  private AsyncGenerator<Integer, Integer> adder() {
    return generator(
        out -> {
          int total = 0;
          while (true) {
            Integer value = out.yield(total);
            if (value == null) {
              print("ends");
              return;
            }
            sleep(seconds(0.5));
            total += value;
          }
        });
  }

  @Override
  protected void main() {
    run(
        () -> {
          AsyncGenerator<Integer, Integer> generator = adder();
          print(generator.send(null));
          print(generator.send(5));
          print(generator.send(7));
          try {
            generator.send(null);
          } catch (StopAsyncIteration end) {
            print(nameOf(end), time());
          }
        });
  }
}
