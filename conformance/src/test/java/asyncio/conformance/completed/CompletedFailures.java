package asyncio.conformance.completed;

import static asyncio.Asyncio.asCompleted;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;

import asyncio.conformance.Scenario;
import asyncio.task.Awaitable;
import asyncio.task.Coroutine;
import asyncio.task.Future;
import java.util.List;

/** A failure is thrown when its item is awaited; the iteration goes on after it. */
public final class CompletedFailures extends Scenario {

  private double job(double n) {
    sleep(seconds(n));
    if (n == 1.0) {
      throw new IllegalArgumentException("one");
    }
    return n;
  }

  @Override
  protected void main() {
    run(
        () -> {
          List<Coroutine<Double>> three = List.of(() -> job(2.0), () -> job(1.0), () -> job(0.5));
          for (Awaitable<Double> item : asCompleted(three).awaitables()) {
            try {
              print(item.await());
            } catch (IllegalArgumentException e) {
              print("IllegalArgumentException", e.getMessage());
            }
          }
          List<Coroutine<Double>> two = List.of(() -> job(1.0), () -> job(0.5));
          for (Future<Double> task : asCompleted(two)) {
            print(task.exception() != null ? "failed" : "fine");
          }
        });
  }
}
