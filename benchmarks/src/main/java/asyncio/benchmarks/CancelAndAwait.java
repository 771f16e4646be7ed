package asyncio.benchmarks;

import static asyncio.Asyncio.gatherOutcomes;
import static asyncio.Asyncio.minutes;
import static asyncio.Asyncio.sleep;

import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Cancels sleeping tasks and awaits their ends. Putting them to sleep is not measured. */
@OperationsPerInvocation(CancelAndAwait.TASKS)
public class CancelAndAwait extends LoopState {

  static final int TASKS = 10_000;

  /** Tasks. */
  @Benchmark
  public void asyncio(Sleepers sleepers) {
    sleepers.runner.run(
        () -> {
          sleepers.tasks.forEach(Task::cancel);
          gatherOutcomes(sleepers.tasks);
        });
  }

  /** Interrupts and joins parked virtual threads, which have no timers to drop. */
  @Benchmark
  public void bare(ParkedThreads parked) {
    parked.loop.run(
        () -> {
          parked.threads.forEach(Thread::interrupt);
          BareLoop.joinAll(parked.threads);
        });
  }

  /** Tasks in the middle of a long sleep. */
  public static class Sleepers extends LoopState {

    final List<Task<@Nullable Void>> tasks = new ArrayList<>(TASKS);

    /** The tasks fall asleep in the iteration in which the runner's own task yields. */
    @Setup(Level.Invocation)
    public void fallAsleep() {
      tasks.clear();
      for (int i = 0; i < TASKS; i++) {
        tasks.add(loop.createTask(() -> sleep(minutes(60))));
      }
      runner.run(() -> sleep(Duration.ZERO));
    }
  }

  /** Threads that nothing unparks. */
  @State(Scope.Thread)
  public static class ParkedThreads {

    final BareLoop loop = new BareLoop();
    final List<Thread> threads = new ArrayList<>(TASKS);

    /** The threads park in the round in which the main one, the last, ends. */
    @Setup(Level.Invocation)
    public void park() {
      threads.clear();
      for (int i = 0; i < TASKS; i++) {
        threads.add(loop.start(LockSupport::park));
      }
      loop.run(() -> {});
    }
  }
}
