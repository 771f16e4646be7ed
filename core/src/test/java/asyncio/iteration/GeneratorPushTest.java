package asyncio.iteration;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.support.Refusals.assertRefused;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.NoLeaks;
import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Internal iteration: forEach and streams. */
@ExtendWith(NoLeaks.class)
class GeneratorPushTest {

  private final List<String> events = new ArrayList<>();

  private AsyncGenerator<Integer, String> numbers() {
    return generator(
        out -> {
          try {
            for (int i = 0; i < 5; i++) {
              sleep(ZERO);
              assertThat(out.yield(i)).isNull();
            }
          } finally {
            sleep(ZERO);
            events.add("closed");
          }
        });
  }

  @Test
  void theBodyRunsInTheThreadOfTheCaller() {
    run(
        () -> {
          Thread caller = Thread.currentThread();
          AsyncGenerator<Thread, ?> generator = generator(out -> out.yield(Thread.currentThread()));
          generator.forEach(body -> assertThat(body).isSameAs(caller));
          AsyncGenerator<Thread, ?> pulled = generator(out -> out.yield(Thread.currentThread()));
          assertThat(pulled.anext()).isNotSameAs(caller);
          pulled.close();
        });
  }

  @Test
  void bodyAndConsumerMaySuspend() {
    run(
        () -> {
          List<Integer> items = new ArrayList<>();
          numbers()
              .forEach(
                  item -> {
                    sleep(ZERO);
                    items.add(item);
                  });
          assertThat(items).containsExactly(0, 1, 2, 3, 4);
          assertThat(events).containsExactly("closed");
        });
  }

  @Test
  void theRestOfAPulledOneIsPushed() {
    run(
        () -> {
          var generator = numbers();
          generator.anext();
          List<Integer> items = new ArrayList<>();
          generator.forEach(items::add);
          assertThat(items).containsExactly(1, 2, 3, 4);
          generator.forEach(items::add);
          assertThat(items).hasSize(4);
        });
  }

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void aFailingConsumerClosesThePushedAndThePulled() {
    run(
        () -> {
          for (int pulledBefore = 0; pulledBefore < 2; pulledBefore++) {
            var generator = numbers();
            for (int i = 0; i < pulledBefore; i++) {
              generator.anext();
            }
            assertThatThrownBy(() -> generator.forEach(this::refuseTwo))
                .isInstanceOf(Refused.class);
            assertThat(events).endsWith("refused", "closed");
            assertThatThrownBy(generator::anext).isInstanceOf(StopAsyncIteration.class);
          }
        });
  }

  private void refuseTwo(int item) {
    if (item == 2) {
      events.add("refused");
      throw new Refused();
    }
  }

  @Test
  void theConsumersFailureComesOutOfABodyThatEndsInPeace() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator =
              generator(
                  out -> {
                    try {
                      out.yield(2);
                    } catch (GeneratorExit exit) {
                      events.add("peace");
                    }
                  });
          assertThatThrownBy(() -> generator.forEach(this::refuseTwo)).isInstanceOf(Refused.class);
          assertThat(events).containsExactly("refused", "peace");
        });
  }

  @Test
  void aBodyThatFailsOnTheWayOutKeepsTheConsumersFailure() {
    run(
        () -> {
          for (int pulledBefore = 0; pulledBefore < 2; pulledBefore++) {
            IllegalArgumentException failure = new IllegalArgumentException();
            AsyncGenerator<Integer, ?> generator =
                generator(
                    out -> {
                      try {
                        out.yield(1);
                        out.yield(2);
                      } catch (GeneratorExit exit) {
                        throw failure;
                      }
                    });
            for (int i = 0; i < pulledBefore; i++) {
              generator.anext();
            }
            assertThatThrownBy(() -> generator.forEach(this::refuseTwo)).isSameAs(failure);
            assertThat(failure.getSuppressed()).singleElement().isInstanceOf(Refused.class);
          }
        });
  }

  @Test
  void aBodyThatGoesOnAfterItsConsumerFailedIsRefused() {
    run(
        () -> {
          AsyncGenerator<Integer, ?> generator =
              generator(
                  out -> {
                    try {
                      out.yield(2);
                    } finally {
                      out.yield(3);
                    }
                  });
          assertThatThrownBy(() -> generator.forEach(this::refuseTwo))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("ignored GeneratorExit")
              .satisfies(
                  thrown ->
                      assertThat(thrown.getSuppressed()).hasOnlyElementsOfType(Refused.class));
        });
  }

  @Test
  void aCancellationInTheConsumerClosesTheBody() {
    run(
        () -> {
          Task<?> task = createTask(() -> numbers().forEach(_ -> sleep(ZERO)));
          sleep(ZERO);
          sleep(ZERO);
          task.cancel();
          assertThatThrownBy(task::await).isInstanceOf(CancelledError.class);
          assertThat(events).containsExactly("closed");
        });
  }

  @Test
  void theConsumerCannotUseTheGenerator() {
    run(
        () -> {
          var generator = numbers();
          assertThatThrownBy(() -> generator.forEach(_ -> generator.anext()))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("is inside");
        });
  }

  @Test
  void streamsAreComprehensions() {
    run(
        () -> {
          assertThat(numbers().stream().filter(i -> i % 2 == 1).map(i -> i * i).toList())
              .containsExactly(1, 9);
          assertThat(numbers().stream().collect(Collectors.groupingBy(i -> i % 2)))
              .containsEntry(0, List.of(0, 2, 4))
              .containsEntry(1, List.of(1, 3));
          assertThat(numbers().stream().gather(Gatherers.windowFixed(2)).toList())
              .containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        });
  }

  @Test
  void aStreamThatEndsEarlyLeavesTheGeneratorOpen() {
    run(
        () -> {
          var generator = numbers();
          assertThat(generator.stream().filter(i -> i > 0).findFirst()).contains(1);
          assertThat(events).isEmpty();
          assertThat(generator.anext()).isEqualTo(2);
          generator.close();
        });
  }

  @Test
  void parallelStreamsAreRefused() {
    run(
        () -> {
          var generator = numbers();
          assertRefused(
              UnsupportedOperationException.class,
              () -> generator.stream().parallel().map(i -> i + 1).toList(),
              "one after the other",
              "parallel stream",
              "leave out parallel()");
        });
  }

  @Test
  void aSimpleAsyncIteratorIsAnIterable() {
    run(
        () -> {
          List<@Nullable Integer> left = new ArrayList<>(List.of(1, 2));
          AsyncIterator<Integer> iterator =
              () -> {
                sleep(ZERO);
                if (left.isEmpty()) {
                  throw new StopAsyncIteration();
                }
                return left.removeFirst();
              };
          assertThat(iterator.stream().toList()).containsExactly(1, 2);
          assertThat(iterator).isEmpty();
        });
  }
}
