package asyncio.task;

import static asyncio.Asyncio.asCompleted;
import static asyncio.Asyncio.coroutine;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One coroutine given several times to gather or asCompleted. */
class RepeatedCoroutineTest {

  private final AtomicInteger runs = new AtomicInteger();
  private final Coroutine<Integer> lambda = runs::incrementAndGet;

  @Test
  void gatherRunsALambdaAsOftenAsItIsGiven() {
    List<Integer> results = run(() -> gather(Collections.nCopies(3, lambda)));
    assertThat(results).containsExactly(1, 2, 3);
  }

  @Test
  void asCompletedRunsALambdaAsOftenAsItIsGiven() {
    List<Integer> results = run(() -> asCompleted(Collections.nCopies(3, lambda)).toList());
    assertThat(results).containsExactly(1, 2, 3);
  }

  @Test
  void asCompletedRunsEqualAwaitablesEach() {
    record Constant(int value) implements Awaitable<Integer> {
      @Override
      public Integer await() {
        return value;
      }
    }
    List<Integer> results =
        run(() -> asCompleted(List.of(new Constant(7), new Constant(7))).toList());
    assertThat(results).containsExactly(7, 7);
  }

  @Test
  void aCoroutineObjectRunsOnce() {
    List<Integer> results = run(() -> gather(Collections.nCopies(3, coroutine(lambda))));
    assertThat(results).containsExactly(1, 1, 1);
    assertThat(run(() -> asCompleted(Collections.nCopies(3, coroutine(lambda))).toList()))
        .containsExactly(2);
  }

  @Test
  void aFutureCountsAsOftenAsItIsGiven() {
    List<String> results =
        run(
            () -> {
              Future<String> future = createFuture();
              future.setResult("value");
              return gather(future, future);
            });
    assertThat(results).containsExactly("value", "value");
  }
}
