package asyncio.process;

import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.Futures;
import asyncio.task.ReturnWhen;
import asyncio.task.Sleep;
import asyncio.task.Task;
import asyncio.task.TaskOptions;
import asyncio.task.Timeout;
import asyncio.task.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a process and its descendants, whatever they do, within a limit of time:
 *
 * <ol>
 *   <li>asks them to end;
 *   <li>waits until they have, or the grace is over;
 *   <li>kills those that are left;
 *   <li>waits until the process itself is gone, for a short time: the system ends no process in the
 *       middle of some of its calls.
 * </ol>
 *
 * <p>Without a grace it begins with the third step. It goes on in a task of its own, so that a
 * cancellation of who waits only ends the grace. Loop thread only.
 */
final class StopLadder {

  /** How long the system may take to end a process that was killed. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final EventLoop loop;
  private final Child child;
  private Duration grace;
  private @Nullable Timeout graceLimit;

  private StopLadder(EventLoop loop, Child child, Duration grace) {
    this.loop = loop;
    this.child = child;
    this.grace = grace;
  }

  /**
   * Suspends until the process has exited. A cancellation is passed on after that.
   *
   * @throws TimeoutException if it has not, although it was killed
   */
  static void stop(EventLoop loop, Child child, Duration grace) throws TimeoutException {
    StopLadder ladder = new StopLadder(loop, child, grace);
    Task<?> steps =
        loop.createTask(
            () -> {
              ladder.climb();
              return child;
            },
            TaskOptions.named("stop of process " + child.pid()));
    CancelledError cancellation = null;
    while (!steps.done()) {
      try {
        Wait.wait(List.of(steps), null, ReturnWhen.ALL_COMPLETED);
      } catch (CancelledError cancelled) {
        cancellation = cancelled;
        ladder.endGrace();
      }
    }
    if (cancellation != null && !steps.cancelled()) {
      Throwable _ = steps.exception(); // who was cancelled has no use for it
      throw cancellation;
    }
    steps.await(TimeoutException.class);
  }

  private void endGrace() {
    grace = Duration.ZERO;
    Timeout limit = graceLimit;
    if (limit != null && !limit.expired()) {
      limit.reschedule(loop.time());
    }
  }

  private void climb() throws TimeoutException {
    ProcessTree tree = inThread(() -> new ProcessTree(child.handle()));
    if (grace.isPositive()) {
      tree.terminate();
      awaitEnd(tree);
    }
    inThread(tree::kill);
    limit(PATIENCE).run(() -> child.awaitExit(this));
  }

  private void awaitEnd(ProcessTree tree) {
    Timeout limit = limit(grace);
    graceLimit = limit;
    try {
      limit.run(
          () -> {
            child.awaitExit(this);
            while (tree.hasDescendants()) {
              Sleep.sleep(LOOK_AGAIN);
            }
          });
    } catch (TimeoutException graceOver) {
      // who is left is killed
    } finally {
      graceLimit = null;
    }
  }

  private Timeout limit(Duration time) {
    return new Timeout(loop.time() + time.toNanos() / 1e9);
  }

  /** The system's list of processes is made of files. */
  private ProcessTree inThread(Supplier<ProcessTree> code) {
    return Futures.<ProcessTree>wrap(
            CompletableFuture.supplyAsync(code, job -> PipeThreads.run("stop", job)), loop)
        .await();
  }

  /** As the tasks of those who wait for it name it. */
  @Override
  public String toString() {
    return "the end of process " + child.pid();
  }
}
