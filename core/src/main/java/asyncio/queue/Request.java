package asyncio.queue;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import asyncio.task.CancelledError;
import asyncio.task.EventLoop;
import asyncio.task.Threads;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a thread asks of a queue, and waits for.
 *
 * <p>It is decided once: either the loop carries it out, or the thread, interrupted or out of time,
 * withdraws it. So nothing is taken for a thread that has left, and the thread need not wait for
 * the loop in order to leave.
 *
 * @param <R> the type of the answer
 */
final class Request<R> {

  private final AtomicBoolean decided = new AtomicBoolean();
  private final Runnable untilPossible;
  private final Supplier<R> act;
  private final Runnable passOn;

  /**
   * @param untilPossible suspends until the queue allows the act
   * @param act does it, without suspending
   * @param passOn wakes the next in line instead
   */
  Request(Runnable untilPossible, Supplier<R> act, Runnable passOn) {
    this.untilPossible = untilPossible;
    this.act = act;
    this.passOn = passOn;
  }

  /** The part of the loop. */
  private R carryOut() {
    untilPossible.run();
    if (decided.compareAndSet(false, true)) {
      return act.get();
    }
    passOn.run();
    throw new CancelledError("withdrawn by its thread");
  }

  /**
   * The part of the thread: blocks it until the loop has carried this out.
   *
   * @return null if that did not happen in time
   * @throws InterruptedException if the thread was interrupted before
   */
  @Nullable R await(EventLoop loop, long timeoutNanos) throws InterruptedException {
    CompletableFuture<R> outcome = Threads.runCoroutineThreadsafe(this::carryOut, loop);
    try {
      return outcome.get(timeoutNanos, NANOSECONDS);
    } catch (TimeoutException late) {
      return withdraw(outcome) ? null : result(outcome);
    } catch (InterruptedException interrupt) {
      if (withdraw(outcome)) {
        throw interrupt;
      }
      Thread.currentThread().interrupt();
      return result(outcome);
    } catch (ExecutionException | CancellationException _) {
      return result(outcome);
    }
  }

  private boolean withdraw(CompletableFuture<R> outcome) {
    return decided.compareAndSet(false, true) && outcome.cancel(true);
  }

  /** The outcome of what the loop was asked; waits for it, whatever happens to the thread. */
  static <R> R result(CompletableFuture<R> outcome) {
    try {
      return outcome.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    } catch (CancellationException cancelled) {
      throw new IllegalStateException(
          "the task that served this thread was cancelled, as all are when their loop ends; let"
              + " the threads end first",
          cancelled);
    }
  }
}
