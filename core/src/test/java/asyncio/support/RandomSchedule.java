package asyncio.support;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.currentTask;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;
import static asyncio.support.Settling.settle;
import static org.assertj.core.api.Assertions.assertThat;

import asyncio.task.CancelledError;
import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A few tasks that do random things to one primitive and are cancelled at random moments. A seed
 * says everything: there are no threads and no times.
 */
public abstract class RandomSchedule {

  private static final int TASKS_AT_MOST = 4;
  private static final int ACTS_AT_MOST = 4;

  protected final Random random;
  private List<Task<Void>> tasks = List.of();

  protected RandomSchedule(Random random) {
    this.random = random;
  }

  /** One random operation of the current task; may wait, and may leave the rest to others. */
  protected abstract void act();

  /** Checks what must be so at every moment. */
  protected void checkAlways() {}

  /**
   * Checks that nobody waits who could go on.
   *
   * @param waiting how many tasks have not ended, and all of them wait
   */
  protected abstract void checkAtRest(int waiting);

  /** Checks what is left when every task has ended. */
  protected void checkAtEnd() {}

  /** Plays the schedules of the seeds from 0 on, and names the one that fails. */
  public static void playAll(int schedules, Function<Random, RandomSchedule> schedule) {
    run(
        () -> {
          for (int seed = 0; seed < schedules; seed++) {
            try {
              schedule.apply(new Random(seed)).play();
            } catch (Throwable failure) {
              throw new AssertionError("seed " + seed + ": " + failure, failure);
            }
          }
        });
  }

  private void play() {
    int count = 2 + random.nextInt(TASKS_AT_MOST - 1);
    tasks = IntStream.range(0, count).mapToObj(_ -> createTask(this::live)).toList();
    for (int i = random.nextInt(count * ACTS_AT_MOST); i > 0; i--) {
      sleep(Duration.ZERO);
      checkNobodyFailed();
      checkAlways();
      cancelSomebody();
    }
    settle();
    checkNobodyFailed();
    checkAtRest((int) tasks.stream().filter(task -> !task.done()).count());
    while (!tasks.stream().allMatch(Task::done)) {
      tasks.forEach(Task::cancel);
      settle();
    }
    checkNobodyFailed();
    checkAtEnd();
  }

  private void checkNobodyFailed() {
    for (Task<Void> task : tasks) {
      if (task.done() && !task.cancelled()) {
        task.result();
      }
    }
  }

  private void live() {
    for (int i = 1 + random.nextInt(ACTS_AT_MOST); i > 0; i--) {
      try {
        act();
        giveWay();
        cancelSomebody();
      } catch (CancelledError cancelled) {
        if (random.nextBoolean()) {
          throw cancelled;
        }
        goOn();
      }
    }
  }

  private static void goOn() {
    while (currentTask().uncancel() > 0) {
      // one request after the other
    }
  }

  /** Once in a while. */
  private void cancelSomebody() {
    if (random.nextInt(5) == 0) {
      tasks.get(random.nextInt(tasks.size())).cancel();
    }
  }

  /** For no, one or two iterations. */
  protected final void giveWay() {
    for (int i = random.nextInt(3); i > 0; i--) {
      sleep(Duration.ZERO);
    }
  }

  /** Who asked for something, in the order in which they did. */
  public static final class Arrivals {

    private final List<Task<?>> line = new ArrayList<>();

    /** Does what may have to wait, and checks that nobody is overtaken who was not cancelled. */
    public void inTurn(Runnable waiting) {
      Task<?> task = currentTask();
      line.add(task);
      try {
        waiting.run();
        assertThat(line.stream().filter(other -> other.cancelling() == 0 || other == task))
            .first()
            .isSameAs(task);
      } finally {
        line.remove(task);
      }
    }
  }
}
