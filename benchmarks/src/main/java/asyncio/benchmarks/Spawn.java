package asyncio.benchmarks;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.gather;

import asyncio.task.Coroutine;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Makes a task that does nothing, runs it and awaits it. */
@OperationsPerInvocation(Spawn.TASKS)
public class Spawn extends LoopState {

  static final int TASKS = 100_000;
  private static final int GROUP = 1_000;

  private final BareLoop bareLoop = new BareLoop();

  /** A thousand at a time. */
  @Benchmark
  public void gathered() {
    runner.run(
        () -> {
          for (int i = 0; i < TASKS / GROUP; i++) {
            gather(group());
          }
        });
  }

  /** Distinct objects: gather runs a coroutine that it is given twice once. */
  private static List<Coroutine<Integer>> group() {
    List<Coroutine<Integer>> group = new ArrayList<>(GROUP);
    for (int i = 0; i < GROUP; i++) {
      int result = i;
      group.add(() -> result);
    }
    return group;
  }

  /** One at a time, which costs a switch to the task and one back. */
  @Benchmark
  public void awaited() {
    runner.run(
        () -> {
          for (int i = 0; i < TASKS; i++) {
            createTask(() -> "done").await();
          }
        });
  }

  /** Virtual threads, a thousand at a time. */
  @Benchmark
  public void bareJoined() {
    bareLoop.run(
        () -> {
          for (int i = 0; i < TASKS / GROUP; i++) {
            BareLoop.joinAll(startBareGroup());
          }
        });
  }

  private List<Thread> startBareGroup() {
    List<Thread> group = new ArrayList<>(GROUP);
    for (int i = 0; i < GROUP; i++) {
      group.add(bareLoop.start(() -> {}));
    }
    return group;
  }
}
