package asyncio.benchmarks;

import asyncio.task.Future;
import asyncio.task.Task;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * Awaits what is done: it must neither suspend nor allocate. That it does not suspend is seen from
 * its working outside of a task, so this needs no running loop.
 */
public class AwaitFinished extends LoopState {

  private final Future<String> future = loop.createFuture();
  private final Task<String> task = loop.createTask(() -> "done");

  public AwaitFinished() {
    future.setResult("done");
    loop.runUntilComplete(task);
  }

  /** A future. */
  @Benchmark
  public String future() {
    return future.await();
  }

  /** A task. */
  @Benchmark
  public String task() {
    return task.await();
  }
}
