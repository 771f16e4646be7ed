package asyncio.engine;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.generator;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.iteration.AsyncGenerator;
import asyncio.support.NoLeaks;
import asyncio.task.Coroutine;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Looking at a coroutine's stack from outside stops it for a moment, and must not lose it. */
@ExtendWith(NoLeaks.class)
class StackDumpTest {

  private static final int TASKS = 10;
  private static final int SWITCHES = 10_000;

  @Test
  void switchingTasksSurviveIt() throws Exception {
    List<Integer> counts = runWatched(() -> switchOften(false));
    assertThat(counts).hasSize(TASKS).containsOnly(SWITCHES);
  }

  /** A thread that yields is queued by the JDK, not by the loop: the other way to come back. */
  @Test
  void tasksThatAlsoYieldTheirThreadSurviveIt() throws Exception {
    List<Integer> counts = runWatched(() -> switchOften(true));
    assertThat(counts).hasSize(TASKS).containsOnly(SWITCHES);
  }

  /** Two threads for each task then, one of which the loop may find claimed at any switch. */
  @Test
  void tasksThatSwitchStacksSurviveIt() throws Exception {
    List<Integer> counts = runWatched(StackDumpTest::switchStacksOften);
    assertThat(counts).hasSize(TASKS).containsOnly(SWITCHES);
  }

  private static int switchStacksOften() {
    AsyncGenerator<Integer, ?> numbers =
        generator(
            out -> {
              for (int i = 1; i <= SWITCHES; i++) {
                if (i % 3 == 0) {
                  sleep(ZERO);
                }
                out.yield(i);
              }
            });
    int last = 0;
    for (int number : numbers) {
      assertThat(number).isEqualTo(last + 1);
      last = number;
      if (number % 2 == 0) {
        sleep(ZERO);
      }
    }
    return last;
  }

  @SuppressWarnings("ThreadPriorityCheck") // it is what is tested
  private static int switchOften(boolean yieldToo) {
    int count = 0;
    while (count < SWITCHES) {
      sleep(ZERO);
      if (yieldToo && count % 10 == 0) {
        Thread.yield();
      }
      count++;
    }
    return count;
  }

  private static List<Integer> runWatched(Coroutine<Integer> body) throws Exception {
    AtomicLong dumps = new AtomicLong();
    List<Integer> counts =
        run(
            () -> {
              List<Task<Integer>> tasks = new ArrayList<>();
              for (int i = 0; i < TASKS; i++) {
                tasks.add(createTask(body));
              }
              Thread watcher = Thread.ofPlatform().start(() -> watch(tasks, dumps));
              List<Integer> results = gather(tasks);
              watcher.interrupt();
              watcher.join();
              return results;
            });
    assertThat(dumps.get()).isPositive();
    return counts;
  }

  private static void watch(List<Task<Integer>> tasks, AtomicLong dumps) {
    while (!Thread.interrupted()) {
      for (Task<Integer> task : tasks) {
        task.getStack();
        dumps.incrementAndGet();
      }
    }
  }
}
