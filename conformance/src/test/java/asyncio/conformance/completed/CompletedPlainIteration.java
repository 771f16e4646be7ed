package asyncio.conformance.completed;

import static asyncio.Asyncio.asCompleted;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Awaitable;
import asyncio.task.Coroutine;
import java.util.List;

/**
 * Plain iteration of asCompleted yields awaitables that give results in the order of completion.
 */
public final class CompletedPlainIteration extends Scenario {

  private String job(String n, double delay) {
    sleep(seconds(delay));
    return n;
  }

  @Override
  protected void main() {
    run(
        () -> {
          List<Coroutine<String>> jobs =
              List.of(() -> job("a", 2.0), () -> job("b", 0.5), () -> job("c", 1.0));
          for (Awaitable<String> nextOne : asCompleted(jobs).awaitables()) {
            print(nextOne.await(), time());
          }
        });
  }
}
