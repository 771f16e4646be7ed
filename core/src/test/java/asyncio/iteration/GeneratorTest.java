package asyncio.iteration;

import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.support.Refusals.assertIllegalState;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.NoLeaks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes into a generator and what comes out. */
@ExtendWith(NoLeaks.class)
class GeneratorTest {

  private final List<String> events = new ArrayList<>();

  private AsyncGenerator<Integer, String> numbers(int count) {
    return generator(
        out -> {
          events.add("begins");
          try {
            for (int i = 0; i < count; i++) {
              sleep(ZERO);
              String sent = out.yield(i);
              if (sent != null) {
                events.add("sent " + sent);
              }
            }
          } finally {
            sleep(ZERO);
            events.add("ends");
          }
        });
  }

  @Test
  void theBodyBeginsWithTheFirstItem() {
    run(
        () -> {
          var generator = numbers(1);
          assertThat(events).isEmpty();
          assertThat(generator.anext()).isZero();
          assertThat(events).containsExactly("begins");
          assertThatThrownBy(generator::anext).isInstanceOf(StopAsyncIteration.class);
          assertThat(events).containsExactly("begins", "ends");
        });
  }

  @Test
  void aForEachTakesAllItemsAndASecondOneNone() {
    run(
        () -> {
          var generator = numbers(3);
          List<Integer> items = new ArrayList<>();
          for (int item : generator) {
            items.add(item);
          }
          assertThat(items).containsExactly(0, 1, 2);
          assertThat(generator.iterator().hasNext()).isFalse();
        });
  }

  @Test
  void leavingAForEachLosesNoItem() {
    run(
        () -> {
          try (var generator = numbers(3)) {
            for (int item : generator) {
              assertThat(item).isZero();
              break;
            }
            assertThat(events).containsExactly("begins");
            assertThat(generator.anext()).isEqualTo(1);
          }
          assertThat(events).containsExactly("begins", "ends");
        });
  }

  @Test
  void anIteratorFetchesOnlyWhatItIsAskedFor() {
    run(
        () -> {
          Iterator<Integer> iterator = numbers(1).iterator();
          assertThat(events).isEmpty();
          assertThat(iterator.next()).isZero();
          assertThat(events).containsExactly("begins");
          assertThat(iterator.hasNext()).isFalse();
          assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        });
  }

  @Test
  void theEndHasADefault() {
    run(
        () -> {
          AsyncIterator<Integer> iterator = numbers(1);
          assertThat(anext(iterator, -1)).isZero();
          assertThat(anext(iterator, -1)).isEqualTo(-1);
          assertThatThrownBy(() -> anext(iterator)).isInstanceOf(StopAsyncIteration.class);
        });
  }

  @Test
  void nullIsAnItem() {
    run(
        () -> {
          AsyncGenerator<@Nullable Integer, Void> generator = generator(out -> out.yield(null));
          assertThat(generator.anext()).isNull();
          assertThat(anext(generator, 5)).isEqualTo(5);
        });
  }

  @Test
  void whatIsSentIsTheResultOfYield() {
    run(
        () -> {
          var generator = numbers(4);
          assertThat(generator.send(null)).isZero();
          assertThat(generator.send("a")).isEqualTo(1);
          assertThat(generator.anext()).isEqualTo(2);
          assertThat(generator.send("b")).isEqualTo(3);
          generator.close();
          assertThat(events).containsExactly("begins", "sent a", "sent b", "ends");
        });
  }

  @Test
  void nothingCanBeSentBeforeTheFirstYield() {
    run(
        () -> {
          var generator = numbers(1);
          assertIllegalState(
              () -> generator.send("early"),
              "sent to the yield where a generator stands",
              "has not begun",
              "take its first item with anext()");
          assertThat(generator.anext()).isZero();
          generator.close();
        });
  }

  @Test
  void anExceptionIsThrownAtTheYield() {
    run(
        () -> {
          AsyncGenerator<String, Void> generator =
              generator(
                  out -> {
                    try {
                      out.yield("first");
                    } catch (Exception caught) {
                      out.yield("caught " + caught.getMessage());
                    }
                  });
          assertThat(generator.anext()).isEqualTo("first");
          assertThat(generator.throwInto(new IOException("it"))).isEqualTo("caught it");
          IOException uncaught = new IOException("uncaught");
          assertThatThrownBy(() -> generator.throwInto(uncaught)).isSameAs(uncaught);
          assertThatThrownBy(() -> generator.throwInto(uncaught))
              .isInstanceOf(StopAsyncIteration.class);
        });
  }

  @Test
  void anExceptionThrownIntoTheBeginningEndsIt() {
    run(
        () -> {
          var generator = numbers(1);
          IOException thrown = new IOException();
          assertThatThrownBy(() -> generator.throwInto(thrown)).isSameAs(thrown);
          assertThatThrownBy(generator::anext).isInstanceOf(StopAsyncIteration.class);
          assertThat(events).isEmpty();
        });
  }

  @Test
  void aFailureComesOutUnchangedAndEndsIt() {
    run(
        () -> {
          IOException failure = new IOException("broken");
          AsyncGenerator<Integer, Void> generator =
              generator(
                  out -> {
                    out.yield(1);
                    throw failure;
                  });
          Iterator<Integer> iterator = generator.iterator();
          assertThat(iterator.next()).isEqualTo(1);
          assertThatThrownBy(iterator::hasNext).isSameAs(failure);
          assertThatThrownBy(generator::anext).isInstanceOf(StopAsyncIteration.class);
        });
  }

  @Test
  void theBodyMustNotPretendToEnd() {
    run(
        () -> {
          AsyncGenerator<Integer, Void> generator =
              generator(
                  out -> {
                    out.yield(1);
                    throw new StopAsyncIteration();
                  });
          generator.anext();
          assertIllegalState(
              generator::anext,
              "would look like its end",
              "threw StopAsyncIteration",
              "return from the body");
        });
  }

  @Test
  void closingRunsTheFinallyBlocksOnce() {
    run(
        () -> {
          var generator = numbers(3);
          generator.anext();
          generator.close();
          generator.close();
          assertThat(events).containsExactly("begins", "ends");
          assertThatThrownBy(generator::anext).isInstanceOf(StopAsyncIteration.class);
        });
  }

  @Test
  void oneThatHasNotBegunIsClosedWithoutRunning() {
    var outsideOfALoop = numbers(3);
    outsideOfALoop.close();
    run(() -> assertThatThrownBy(outsideOfALoop::anext).isInstanceOf(StopAsyncIteration.class));
    assertThat(events).isEmpty();
  }

  @Test
  void whatFailsWhileClosingComesOut() {
    run(
        () -> {
          IOException failure = new IOException();
          AsyncGenerator<Integer, Void> generator =
              generator(
                  out -> {
                    try {
                      out.yield(1);
                    } catch (GeneratorExit exit) {
                      throw failure;
                    }
                  });
          generator.anext();
          assertThatThrownBy(generator::close).isSameAs(failure);
        });
  }

  @Test
  void aBodyThatYieldsWhileItIsClosedIsRefused() {
    run(
        () -> {
          AsyncGenerator<Integer, Void> generator =
              generator(
                  out -> {
                    try {
                      out.yield(1);
                    } finally {
                      out.yield(2);
                    }
                  });
          generator.anext();
          assertIllegalState(
              generator::close, "it yields although", "ignored GeneratorExit", "let the exit pass");
          generator.close();
        });
  }

  @Test
  void aBodyMayEndInPeaceWhenItIsClosed() {
    run(
        () -> {
          AsyncGenerator<Integer, Void> generator =
              generator(
                  out -> {
                    try {
                      out.yield(1);
                    } catch (GeneratorExit exit) {
                      events.add("peace");
                    }
                  });
          generator.anext();
          generator.close();
          assertThat(events).containsExactly("peace");
        });
  }

  @Test
  void yieldIsForTheBodyAlone() {
    run(
        () -> {
          List<Yielder<Integer, Void>> leaked = new ArrayList<>();
          AsyncGenerator<Integer, Void> generator =
              generator(
                  out -> {
                    leaked.add(out);
                    out.yield(1);
                  });
          generator.anext();
          assertIllegalState(
              () -> leaked.getFirst().yield(2),
              "for the body",
              "another task, thread or generator called it",
              "while it runs");
          generator.close();
        });
  }

  @Test
  void itsTextSaysWhatStateItIsIn() {
    run(
        () -> {
          var generator = numbers(1);
          String name = "lambda in " + getClass().getName();
          assertThat(generator).hasToString("<AsyncGenerator " + name + " created>");
          generator.anext();
          assertThat(generator).hasToString("<AsyncGenerator " + name + " suspended>");
          generator.close();
          assertThat(generator).hasToString("<AsyncGenerator " + name + " finished>");
        });
  }
}
