package asyncio.engine;

import static asyncio.Asyncio.createFuture;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.support.FastEngineOnly;
import asyncio.support.NoLeaks;
import asyncio.support.PortableEngineOnly;
import asyncio.task.Action;
import asyncio.task.Coroutine;
import asyncio.task.Future;
import asyncio.task.Task;
import asyncio.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An await in a static initialiser: refused by the fast engine, possible on the portable one. */
@ExtendWith(NoLeaks.class)
class PinnedTest {

  /** No part of the class below, whose initialiser everything else in it would have to wait for. */
  private static final Coroutine<String> STARTED = () -> "started";

  private static final class Sleeps {
    static final String VALUE = sleep(Duration.ofMillis(1), "slept");
  }

  private static final class Yields {
    static final String VALUE = sleep(ZERO, "yielded");
  }

  private static final class StartsEagerly {
    static final String VALUE = createTask(TaskOptions.eager(), STARTED).await();
  }

  @Test
  @FastEngineOnly
  void isRefusedAndTheTaskGoesOn() {
    for (Action initialiser : initialisers()) {
      run(
          () -> {
            assertThatThrownBy(initialiser::run)
                .isInstanceOf(ExceptionInInitializerError.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot suspend here")
                .hasMessageContaining("static initialiser")
                .hasMessageContaining("move the await or yield out of it");
            assertThatTheTaskIsUnharmed();
          });
    }
  }

  /** Above all, nothing is queued any more that would wake it out of turn. */
  private static void assertThatTheTaskIsUnharmed() {
    Future<String> pending = createFuture();
    List<String> events = new ArrayList<>();
    Task<?> other =
        createTask(
            () -> {
              sleep(ZERO);
              sleep(ZERO);
              events.add("others run");
              pending.setResult("set");
            });
    assertThat(pending.await()).isEqualTo("set");
    assertThat(events).containsExactly("others run");
    other.await();
  }

  @Test
  @PortableEngineOnly
  void isPossible() {
    List<String> values = new ArrayList<>();
    run(
        () -> {
          values.add(Sleeps.VALUE);
          values.add(Yields.VALUE);
          values.add(StartsEagerly.VALUE);
        });
    assertThat(values).containsExactly("slept", "yielded", "started");
  }

  private static List<Action> initialisers() {
    return List.of(
        () -> assertThat(Sleeps.VALUE).isNull(),
        () -> assertThat(Yields.VALUE).isNull(),
        () -> assertThat(StartsEagerly.VALUE).isNull());
  }
}
