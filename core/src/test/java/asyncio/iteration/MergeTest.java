package asyncio.iteration;

import static asyncio.Asyncio.anext;
import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.iteration.AsyncIterators.merge;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.NoLeaks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several sources at once. */
@ExtendWith(NoLeaks.class)
class MergeTest {

  private final List<String> events = new ArrayList<>();

  /** Gives way so many times before each item. */
  private AsyncGenerator<String, ?> source(String name, int turns) {
    return generator(
        out -> {
          try {
            for (int i = 0; i < 3; i++) {
              for (int turn = 0; turn < turns; turn++) {
                sleep(ZERO);
              }
              out.yield(name + i);
            }
          } finally {
            events.add(name + " closed");
          }
        });
  }

  @Test
  void itemsComeAsTheyAreFetched() {
    run(
        () -> {
          List<String> items = new ArrayList<>();
          for (String item : merge(source("slow", 20), source("quick", 1), List.of("plain"))) {
            items.add(item);
          }
          assertThat(items)
              .containsExactly("plain", "quick0", "quick1", "quick2", "slow0", "slow1", "slow2");
          assertThat(events).containsExactly("quick closed", "slow closed");
        });
  }

  @Test
  void aSourceFetchesOneItemAhead() {
    run(
        () -> {
          List<Integer> fetched = new ArrayList<>();
          AsyncGenerator<Integer, ?> counted =
              generator(
                  out -> {
                    for (int i = 0; i < 5; i++) {
                      fetched.add(i);
                      out.yield(i);
                    }
                  });
          try (AsyncGenerator<Integer, ?> merged = merge(counted)) {
            assertThat(anext(merged)).isZero();
            for (int i = 0; i < 5; i++) {
              sleep(ZERO);
            }
            assertThat(fetched).containsExactly(0, 1);
          }
        });
  }

  @Test
  void noSourcesAreNoItems() {
    run(() -> assertThat(merge()).isEmpty());
  }

  @Test
  void leavingItClosesTheSourcesAndTheirTasks() {
    run(
        () -> {
          try (AsyncGenerator<String, ?> merged = merge(source("a", 1), source("b", 1000))) {
            assertThat(anext(merged)).isEqualTo("a0");
          }
          assertThat(events).containsExactlyInAnyOrder("a closed", "b closed");
          assertThat(getRunningLoop().allTasks()).hasSize(1);
        });
  }

  @Test
  void aFailureComesAfterTheItemsBeforeItAndEndsAll() {
    run(
        () -> {
          IOException failure = new IOException();
          AsyncGenerator<String, ?> failing =
              generator(
                  out -> {
                    out.yield("first");
                    throw failure;
                  });
          AsyncGenerator<String, ?> waiting = generator(_ -> waitForEver());
          AsyncGenerator<String, ?> merged = merge(failing, waiting);
          assertThat(anext(merged)).isEqualTo("first");
          assertThatThrownBy(merged::anext).isSameAs(failure);
          assertThat(events).containsExactly("wait ends");
          assertThat(getRunningLoop().allTasks()).hasSize(1);
        });
  }

  private void waitForEver() {
    try {
      createFuture().await();
    } finally {
      events.add("wait ends");
    }
  }
}
