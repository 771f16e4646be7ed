package asyncio.conformance.order;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;

/** sleep(0) gives every other ready task exactly one turn. */
public final class OrderSleepZeroRoundRobin extends Scenario {

  private void worker(String name, int turns) {
    for (int i = 0; i < turns; i++) {
      print(name, i);
      sleep(seconds(0));
    }
    print(name, "end");
  }

  @Override
  protected void main() {
    run(
        () -> {
          createTask(() -> worker("a", 3));
          createTask(() -> worker("b", 1));
          createTask(() -> worker("c", 2));
          for (int i = 0; i < 5; i++) {
            print("main", i);
            sleep(seconds(0));
          }
        });
  }
}
