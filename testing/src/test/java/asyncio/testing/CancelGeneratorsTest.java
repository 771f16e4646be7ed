package asyncio.testing;

import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.seconds;
import static asyncio.Asyncio.sleep;
import static asyncio.iteration.AsyncIterators.merge;
import static asyncio.iteration.AsyncIterators.timeoutEach;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.iteration.AsyncGenerator;
import asyncio.task.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Generators in every use, cancelled at every moment. */
class CancelGeneratorsTest {

  /** Whatever strikes: bodies end as often as they begin, and items come in order, once. */
  private abstract static class Iterating implements CancelScenario {

    final List<Integer> yielded = new ArrayList<>();
    final List<Integer> received = new ArrayList<>();
    private int open;

    AsyncGenerator<Integer, Integer> numbers(double pause) {
      return generator(
          out -> {
            open++;
            try {
              for (int i = 0; i < 3; i++) {
                sleep(seconds(pause));
                yielded.add(i);
                out.yield(i);
              }
            } finally {
              try {
                sleep(seconds(pause));
              } finally {
                open--;
              }
            }
          });
    }

    void use(AsyncGenerator<Integer, Integer> generator) {
      for (int item : generator) {
        received.add(item);
        sleep(seconds(0.1));
      }
    }

    @Override
    public void verify(Outcome<?> outcome) {
      assertThat(open).isZero();
      verifyItems();
    }

    void verifyItems() {
      assertThat(received).isEqualTo(yielded);
    }
  }

  private static void checkManyMoments(Supplier<? extends CancelScenario> scenarios) {
    assertThat(CancelEverywhere.check(scenarios)).isGreaterThan(5);
  }

  @Test
  void pulled() {
    checkManyMoments(
        () ->
            new Iterating() {
              @Override
              public void run() {
                try (var generator = numbers(0.5)) {
                  use(generator);
                }
              }
            });
  }

  @Test
  void pushed() {
    checkManyMoments(
        () ->
            new Iterating() {
              @Override
              public void run() {
                numbers(0.5)
                    .forEach(
                        item -> {
                          received.add(item);
                          sleep(seconds(0.1));
                        });
              }
            });
  }

  @Test
  void twoWay() {
    checkManyMoments(
        () ->
            new Iterating() {
              @Override
              public void run() {
                try (AsyncGenerator<Integer, Integer> doubler =
                    generator(
                        out -> {
                          Integer sent = out.yield(0);
                          while (sent != null) {
                            sleep(seconds(0.2));
                            yielded.add(2 * sent);
                            sent = out.yield(2 * sent);
                          }
                        })) {
                  doubler.anext();
                  for (int i = 0; i < 4; i++) {
                    received.add(doubler.send(i));
                    sleep(seconds(0.1));
                  }
                }
              }
            });
  }

  @Test
  void closedEarly() {
    checkManyMoments(
        () ->
            new Iterating() {
              @Override
              public void run() {
                try (var generator = numbers(0.5)) {
                  received.add(generator.anext());
                  sleep(seconds(0.1));
                }
              }
            });
  }

  @Test
  void throughAnotherOne() {
    checkManyMoments(
        () ->
            new Iterating() {
              @Override
              public void run() {
                try (AsyncGenerator<Integer, Integer> outer =
                    generator(
                        out -> {
                          try (var inner = numbers(0.5)) {
                            for (int item : inner) {
                              out.yield(item);
                            }
                          }
                        })) {
                  use(outer);
                }
              }
            });
  }

  @Test
  void merged() {
    checkManyMoments(
        () ->
            new Iterating() {
              @Override
              public void run() {
                try (AsyncGenerator<Integer, ?> merged = merge(numbers(0.5), numbers(0.3))) {
                  for (int item : merged) {
                    received.add(item);
                    sleep(seconds(0.1));
                  }
                }
              }

              /** Each source has fetched at most one item that nobody took. */
              @Override
              void verifyItems() {
                assertThat(yielded).containsAll(received);
                assertThat(yielded.size() - received.size()).isBetween(0, 2);
              }
            });
  }

  @Test
  void withALimitForEachItem() {
    checkManyMoments(
        () ->
            new Iterating() {
              @Override
              public void run() {
                try (var generator = numbers(0.5)) {
                  for (int item : timeoutEach(generator, seconds(0.6))) {
                    received.add(item);
                    sleep(seconds(0.1));
                  }
                }
              }
            });
  }

  @Test
  void withALimitThatIsTooShort() {
    checkManyMoments(
        () ->
            new Iterating() {
              @Override
              public void run() throws Exception {
                for (int i = 0; i < 5; i++) {
                  try (var generator = numbers(0.5)) {
                    for (int item : timeoutEach(generator, seconds(0.2))) {
                      received.add(item);
                    }
                  } catch (Exception late) {
                    assertThat(late).isInstanceOf(TimeoutException.class);
                  }
                }
              }
            });
  }
}
