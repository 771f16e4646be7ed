package asyncio.testing;

import asyncio.task.Action;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program under many schedules, and finds one under which it fails. Each run has a fresh
 * loop on virtual time. Which of the ready tasks runs next is decided by a seed; callbacks stay in
 * the order of their registration. The same seed gives the same run, if the program itself is
 * deterministic: no threads, no real time, no random numbers of its own.
 *
 * <p>The schedule that fails first is shrunk until only the turns differ from asyncio's order that
 * matter, and is printed turn by turn.
 */
public final class Schedules {

  private static final int SHRINKING_TRIALS_AT_MOST = 500;

  /** A whole run on a fresh loop; throws when it fails. */
  @FunctionalInterface
  interface Trial {

    void run(Schedule schedule) throws Throwable;
  }

  private final Trial trial;

  Schedules(Trial trial) {
    this.trial = trial;
  }

  /**
   * Runs a program, as a task of a fresh loop, under asyncio's own schedule and then under those of
   * the seeds 1, 2, 3 and so on. A run fails by what the program throws, by a deadlock, and by what
   * it leaves behind, as in an {@link AsyncTest}. An unmet assumption of JUnit is no failure: it
   * ends the search and is thrown on.
   *
   * @param count how many schedules, at least 1
   * @throws ScheduleError for the first one that fails
   * @throws IllegalArgumentException if the count is less than 1
   */
  public static void check(int count, Action program) {
    Objects.requireNonNull(program, "program");
    new Schedules(schedule -> play(program, schedule)).searchAll(first(count));
  }

  /**
   * Runs a program under the schedules of some seeds; 0 is asyncio's own. See {@link #check}.
   *
   * @throws ScheduleError for the first one that fails
   */
  public static void checkSeeds(long[] seeds, Action program) {
    Objects.requireNonNull(program, "program");
    new Schedules(schedule -> play(program, schedule)).searchAll(seeds);
  }

  static void play(Action program, Schedule schedule) throws Exception {
    TestLoop loop = TestLoop.open(TimeMode.AUTO_JUMP, schedule);
    Failures failures = new Failures();
    failures.attempt(() -> loop.run(program));
    failures.attempt(loop::close);
    failures.throwFirst();
  }

  static long[] first(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "at least 1 schedule has to be tried, and the count is " + count);
    }
    return LongStream.range(0, count).toArray();
  }

  void searchAll(long[] seeds) {
    for (long seed : seeds) {
      Schedule schedule = Schedule.of(seed);
      Throwable failure = outcome(schedule);
      if (failure instanceof DeadlineError late) {
        throw late; // there is no time left to look at it more closely
      }
      if (failure != null) {
        throw explain(seed, schedule, failure);
      }
    }
  }

  private @Nullable Throwable outcome(Schedule schedule) {
    try {
      trial.run(schedule);
      return null;
    } catch (Throwable failure) {
      if (failure instanceof RuntimeException unmet && isUnmetAssumption(unmet)) {
        throw unmet;
      }
      return failure;
    }
  }

  /** Asked by name, since this runs without JUnit as well. */
  private static boolean isUnmetAssumption(RuntimeException failure) {
    return failure.getClass().getName().equals("org.opentest4j.TestAbortedException");
  }

  private ScheduleError explain(long seed, Schedule schedule, Throwable failure) {
    List<Integer> shrunk = shrink(schedule, failure);
    Timeline timeline = new Timeline();
    Throwable again = outcome(Schedule.replay(seed, shrunk, timeline));
    String subject = "the schedule of seed " + seed + " fails";
    if (again != null && alike(again, failure)) {
      String told = subject + ": " + again + System.lineSeparator() + timeline;
      return new ScheduleError(seed, told, again);
    }
    return new ScheduleError(seed, subject + " with " + failure + ", " + untold(again), failure);
  }

  private List<Integer> shrink(Schedule schedule, Throwable failure) {
    int trials = DeadlineError.isIn(failure) ? 0 : SHRINKING_TRIALS_AT_MOST;
    return new Shrinker(
            decisions -> failsAlike(Schedule.replay(schedule.seed(), decisions, null), failure),
            trials)
        .shrink(schedule.decisions());
  }

  private static String untold(@Nullable Throwable again) {
    return again != null && DeadlineError.isIn(again)
        ? "and no time was left to tell it turn by turn; run this seed alone, with a later deadline"
        : "but not when it is run again: the program depends on more than the order of its turns;"
            + " look for threads, real time, random numbers and static fields";
  }

  private boolean failsAlike(Schedule schedule, Throwable failure) {
    Throwable outcome = outcome(schedule);
    if (outcome != null && DeadlineError.isIn(outcome)) {
      throw new DeadlineError("no time is left for further trials");
    }
    return alike(outcome, failure);
  }

  private static boolean alike(@Nullable Throwable one, Throwable other) {
    return one != null && one.getClass() == other.getClass();
  }
}
