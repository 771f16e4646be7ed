package asyncio.testing;

import static asyncio.Asyncio.ALL_COMPLETED;
import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.sleep;

import asyncio.Asyncio;
import asyncio.task.EventLoop;
import asyncio.task.LoopStatistics;
import asyncio.task.Outcome;
import asyncio.task.RunOptions;
import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a scenario again and again on virtual time and cancels its task at every moment at which a
 * cancellation can strike: after each iteration of the loop. So it hits the task before its first
 * step, while it waits, and between the completion of what it waits for and its own next step.
 *
 * <p>{@code CancelEverywhere.check(Transfer::new)}, where {@code Transfer} is a {@link
 * CancelScenario}, is a whole test. The scenario must be deterministic: no threads, no real time.
 *
 * <p>Each moment is tried twice: with one cancellation, and with a second one an iteration later,
 * which strikes the clean-up of the first. After each trial it checks what must hold for any code:
 *
 * <ul>
 *   <li>the task has ended, and nobody waits for ever;
 *   <li>no task, timer or ready callback is left behind;
 *   <li>no failure went unobserved to the loop's exception handler;
 * </ul>
 *
 * and then the scenario's own {@linkplain CancelScenario#verify invariants}.
 */
public final class CancelEverywhere {

  private static final int ITERATIONS_AT_MOST = 100_000;

  private CancelEverywhere() {}

  /**
   * Tries every moment of the scenario.
   *
   * @return how many moments there were
   * @throws AssertionError if an invariant is broken; it names the moment
   */
  public static int check(Supplier<? extends CancelScenario> scenarios) {
    int moments = new Trial(scenarios.get(), Integer.MAX_VALUE, false).play();
    for (int moment = 1; moment <= moments; moment++) {
      new Trial(scenarios.get(), moment, false).play();
      new Trial(scenarios.get(), moment, true).play();
    }
    return moments;
  }

  /** One run of a scenario with a cancellation at one moment. */
  private static final class Trial {

    private final CancelScenario scenario;
    private final int cancelAt;
    private final boolean twice;
    private final List<String> reports = new ArrayList<>();
    private final VirtualTime time = VirtualTime.create();
    private final EventLoop loop = time.createLoop();
    private @Nullable Task<@Nullable Void> target;
    private int iterations;
    private boolean watching;

    Trial(CancelScenario scenario, int cancelAt, boolean twice) {
      this.scenario = scenario;
      this.cancelAt = cancelAt;
      this.twice = twice;
    }

    int play() {
      time.onIteration(this::iteration);
      loop.setExceptionHandler((_, context) -> reports.add(context.toString()));
      try {
        run(RunOptions.on(() -> loop), this::main);
      } catch (Throwable failure) {
        throw new AssertionError(describe() + ": " + failure, failure);
      }
      if (!reports.isEmpty()) {
        throw new AssertionError(describe() + ": failures went unobserved: " + reports);
      }
      return iterations;
    }

    /**
     * Runs on the loop's bare thread; hands the cancellation to the loop as another thread would.
     */
    private boolean iteration() {
      if (!watching) {
        return false;
      }
      iterations++;
      boolean strike = iterations == cancelAt || (twice && iterations == cancelAt + 1);
      if (strike) {
        loop.callSoonThreadsafe(this::cancelTarget);
      } else if (iterations > ITERATIONS_AT_MOST) {
        throw new AssertionError(
            "the scenario still runs after " + ITERATIONS_AT_MOST + " iterations");
      }
      return strike;
    }

    private void cancelTarget() {
      if (target != null) {
        target.cancel("moment " + iterations);
      }
    }

    private void main() throws Exception {
      Task<@Nullable Void> task = createTask("target", scenario::run);
      target = task;
      task.addDoneCallback(_ -> watching = false);
      watching = true;
      Asyncio.<@Nullable Void>waitUntil(ALL_COMPLETED, Set.of(task));
      Outcome<?> outcome = Outcome.<@Nullable Void>of(task);
      if (!scenario.mayLeaveWorkBehind()) {
        checkNothingLeft();
      }
      scenario.verify(outcome);
    }

    private void checkNothingLeft() {
      sleep(Duration.ZERO); // what the end of the task has scheduled may run
      sleep(Duration.ZERO);
      Settling.settle(); // and what a thread has reported at this very moment
      LoopStatistics left = getRunningLoop().statistics();
      if (left.tasks() > 1 || left.timers() > 0 || left.ready() > 0) {
        throw new AssertionError("left behind: " + left + " " + getRunningLoop().allTasks());
      }
      sleep(millis(1)); // and nothing is left that would strike a later await
    }

    private String describe() {
      String what =
          cancelAt == Integer.MAX_VALUE
              ? "uncancelled"
              : "cancelled " + (twice ? "twice from moment " : "at moment ") + cancelAt;
      return scenario.getClass().getSimpleName() + ", " + what;
    }
  }
}
