package asyncio.testing;

import static asyncio.Asyncio.currentTask;

import asyncio.leak.OpenResources;
import asyncio.task.Action;
import asyncio.task.ErrorContext;
import asyncio.task.EventLoop;
import asyncio.task.RunOptions;
import asyncio.task.Runner;
import asyncio.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fresh loop for one test: runs its parts one after the other, and audits and closes at the end.
 *
 * <ol>
 *   <li>{@link #run} once or more; the first failure is told what every task was doing;
 *   <li>{@link #close}: if nothing has failed, looks for what is left, and fails if there is
 *       something; ends the loop in any case.
 * </ol>
 */
final class TestLoop {

  private final Wiring wiring;
  private final @Nullable Schedule schedule;
  private final Runner runner;
  private final StartedThreads threads = StartedThreads.watch();
  private final List<String> leftovers = new ArrayList<>();
  private final List<Throwable> unread = new ArrayList<>();
  private boolean failed;
  private boolean broken;

  private TestLoop(TimeMode mode, @Nullable Schedule schedule) {
    this.wiring = Wiring.of(mode, schedule);
    this.schedule = schedule;
    this.runner = new Runner(RunOptions.on(wiring::loop));
  }

  /** A loop with nothing on it yet. */
  static TestLoop open(TimeMode mode, @Nullable Schedule schedule) {
    TestLoop opened = new TestLoop(mode, schedule);
    opened.loop().provide(Seed.class, opened.seed());
    opened.loop().setOriginTracking(schedule != null && schedule.isTold());
    opened.loop().setExceptionHandler((_, context) -> opened.report(context));
    return opened;
  }

  /** See {@link StartedThreads#ignore}. */
  void ignoreThreads() {
    threads.ignore();
  }

  EventLoop loop() {
    return wiring.loop();
  }

  /** For messages: how the run can be had again. */
  Seed seed() {
    return Seed.behind(schedule);
  }

  private void report(ErrorContext context) {
    Object origin = context.get("source_traceback");
    leftovers.add("unread: " + context.message() + (origin == null ? "" : ", created" + origin));
    Throwable exception = context.exception();
    if (exception != null) {
      unread.add(exception);
    }
  }

  /** Any thread: ends what runs, now or when the loop next looks. */
  void end(Error reason) {
    wiring.end(reason);
  }

  /** Whether what {@link #end} asks for has not happened yet. */
  boolean isEnding() {
    return wiring.abort().isSet();
  }

  /** Runs a part of the test as a task. */
  void run(Action part) throws Exception {
    try {
      threads.during(() -> runner.run(part));
    } catch (Throwable failure) {
      failed = true;
      endSchedule();
      noteHowItFailed(failure);
      throw failure;
    }
  }

  private void noteHowItFailed(Throwable failure) {
    broken |= failure instanceof DeadlockError || failure instanceof DeadlineError;
    if (failure instanceof DeadlineError) {
      loop().allTasks().forEach(Task::cancel); // or they would keep the clean-up from its end
    } else if (!broken) {
      explain(failure);
    }
  }

  private void endSchedule() {
    if (schedule != null) {
      schedule.end();
    }
  }

  private void explain(Throwable failure) {
    String tree = TaskTree.describe(loop());
    if (!tree.isEmpty()) {
      failure.addSuppressed(new TasksAtFailure(seed(), tree));
    }
  }

  /**
   * Audits and ends the loop.
   *
   * @throws AuditError if nothing has failed so far and something is left
   */
  void close() throws Exception {
    endSchedule();
    try (StartedThreads _ = threads) {
      Failures failures = new Failures();
      if (!failed) {
        failures.attempt(() -> run(() -> leftovers.addAll(audit())));
      }
      failures.attempt(this::endLoop);
      failures.throwFirst();
      if (!failed) {
        complainAboutLeftovers();
      }
    }
  }

  private void endLoop() {
    if (broken) {
      loop().close(); // its tasks would hang again
    } else {
      runner.close();
    }
  }

  private void complainAboutLeftovers() {
    leftovers.addAll(threads.leftovers());
    if (!leftovers.isEmpty()) {
      throw new AuditError(leftovers, unread);
    }
  }

  // ---- what is left, asked in the loop

  private List<String> audit() {
    Settling.settle();
    List<String> left = new ArrayList<>();
    String missing = Expectations.of(loop()).missing();
    if (missing != null) {
      left.add(missing);
    }
    for (Task<?> task : loop().allTasks()) {
      if (task != currentTask()) {
        left.add("task " + task + Origin.behind(task) + ", now at " + task.getStack());
      }
    }
    loop().scheduledTimers().forEach(timer -> left.add("timer " + timer));
    left.addAll(wiring.channels().describeOpen());
    OpenResources.of(loop())
        .leftovers()
        .forEach(open -> left.add(open.name() + ", started at " + Origin.of(open.started())));
    left.addAll(AuditedByTest.of(loop()).leftovers());
    return left;
  }
}
