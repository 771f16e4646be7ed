package asyncio.conformance.order;

import static asyncio.Asyncio.await;
import static asyncio.Asyncio.coroutine;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;

/** Awaiting a coroutine that never suspends does not give way to other tasks. */
public final class OrderAwaitCoroutineDoesNotYield extends Scenario {

  private int inner(int n) {
    print("inner", n);
    return n * 2;
  }

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop().callSoon(() -> print("callback"));
          print("result", await(coroutine(() -> inner(1))));
          print("result", await(coroutine(() -> inner(2))));
          sleep(seconds(0));
          print("end");
        });
  }
}
