package asyncio.engine;

import static asyncio.Asyncio.await;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import asyncio.Asyncio;
import asyncio.support.FastEngineOnly;
import asyncio.support.NoLeaks;
import asyncio.task.CancelledError;
import asyncio.task.Coroutine;
import asyncio.task.Task;
import asyncio.task.TaskOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any number of calls, coroutines or tasks may lie between a task and what it waits for. */
@ExtendWith(NoLeaks.class)
class DeepStackTest {

  /** The JVM takes about 3,500 unoptimised ones where a thread has a stack of 1 MB. */
  @Test
  void suspendsUnderThousandsOfCalls() {
    int depth = run(() -> descend(2_000, ZERO));
    assertThat(depth).isEqualTo(2_000);
  }

  /** The JVM needs stack to leave a stack, so there is a depth from which it cannot be left. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  @FastEngineOnly
  void aTaskThatIsTooDeepToSuspendIsUnharmed(int nanos) {
    run(
        () -> {
          Duration delay = Duration.ofNanos(nanos);
          for (int calls = 1_000; descends(calls, delay); calls += 250) {
            sleep(ZERO);
          }
          Thread.sleep(1);
          Task<String> other = createTask(() -> "others run");
          assertThat(other.await()).isEqualTo("others run");
        });
  }

  private static boolean descends(int calls, Duration delay) {
    try {
      return descend(calls, delay) == calls;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  private static int descend(int calls, Duration delay) {
    if (calls == 0) {
      sleep(delay);
      return 0;
    }
    return 1 + descend(calls - 1, delay);
  }

  @Test
  void coroutinesAwaitCoroutines() {
    int depth = run(nested(1_000));
    assertThat(depth).isEqualTo(1_000);
  }

  private static Coroutine<Integer> nested(int coroutines) {
    return () -> coroutines == 0 ? sleep(ZERO, 0) : 1 + await(nested(coroutines - 1));
  }

  @Test
  void tasksAwaitTasks() {
    int depth = run(() -> chain(2_000, TaskOptions.DEFAULT));
    assertThat(depth).isEqualTo(2_000);
  }

  @Test
  void eagerTasksStartEagerTasks() {
    int depth = run(() -> chain(2_000, TaskOptions.eager()));
    assertThat(depth).isEqualTo(2_000);
  }

  private static int chain(int tasks, TaskOptions options) {
    if (tasks == 0) {
      return sleep(ZERO, 0);
    }
    return 1 + createTask(options, () -> chain(tasks - 1, options)).await();
  }

  @Test
  void cancellationReachesTheEndOfAChain() {
    run(
        () -> {
          Task<Integer> first = createTask(() -> endlessChain(500));
          for (int i = 0; i <= 501; i++) {
            sleep(ZERO); // each task starts the next
          }
          first.cancel("enough");
          assertThatThrownBy(first::await).isInstanceOf(CancelledError.class);
        });
  }

  private static int endlessChain(int tasks) {
    if (tasks == 0) {
      return Asyncio.<Integer>createFuture().await();
    }
    return createTask(() -> endlessChain(tasks - 1)).await();
  }

  @Test
  void endlessRecursionFailsItsTaskAlone() {
    run(
        () -> {
          Task<Integer> endless = createTask(() -> recurse(1));
          Task<Integer> other = createTask(() -> descend(100, ZERO));
          assertThatThrownBy(endless::await).isInstanceOf(StackOverflowError.class);
          assertThat(other.await()).isEqualTo(100);
        });
  }

  @SuppressWarnings("InfiniteRecursion") // that is the point
  private static int recurse(int depth) {
    return recurse(depth + 1) + 1;
  }
}
