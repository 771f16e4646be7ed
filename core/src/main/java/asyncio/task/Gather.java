package asyncio.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The future that {@code asyncio.gather} returns: the results of several, in the order of the
 * arguments.
 *
 * <p>A failing child fails the group at once and leaves the others running; a cancelled child
 * counts as failing. Cancelling the group cancels every child, and the group ends when all of them
 * have: CPython ends it with the first.
 */
public final class Gather<R extends @Nullable Object> extends Future<List<R>> {

  private final List<Future<?>> children;
  private final Function<Future<?>, R> resultOf;
  private final boolean collectsFailures;
  private int pending;
  private boolean cancelRequested;
  private @Nullable String cancelMessage;

  private Gather(
      EventLoop loop,
      List<Future<?>> children,
      boolean collectsFailures,
      Function<Future<?>, R> resultOf) {
    super(loop);
    this.children = children;
    this.pending = children.size();
    this.collectsFailures = collectsFailures;
    this.resultOf = resultOf;
  }

  /** Gathers results; see {@link asyncio.Asyncio#gatherFuture}. */
  @SuppressWarnings("unchecked") // the children are the awaitables, or tasks of them
  public static <T extends @Nullable Object> Future<List<T>> results(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return start(
        Futures.loopOf(awaitables, "gather"), awaitables, false, child -> (T) child.result());
  }

  /** Gathers outcomes, failures included. */
  @SuppressWarnings("unchecked")
  public static <T extends @Nullable Object> Future<List<Outcome<T>>> outcomes(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    EventLoop loop = Futures.loopOf(awaitables, "gather");
    return start(loop, awaitables, true, child -> Outcome.of((Future<T>) child));
  }

  static <R extends @Nullable Object> Future<List<R>> start(
      EventLoop loop,
      Collection<? extends Awaitable<?>> awaitables,
      boolean collectsFailures,
      Function<Future<?>, R> resultOf) {
    if (awaitables.isEmpty()) {
      Future<List<R>> nothing = loop.createFuture();
      nothing.completeWithResult(List.of());
      return nothing;
    }
    List<Future<?>> children = new ArrayList<>(awaitables.size());
    Map<CoroutineObject<?>, Future<?>> oneShots = HashMap.newHashMap(0);
    for (Awaitable<?> awaitable : awaitables) {
      children.add(
          awaitable instanceof CoroutineObject<?> oneShot
              ? oneShots.computeIfAbsent(oneShot, coroutine -> start(coroutine, loop))
              : start(awaitable, loop));
    }
    Gather<R> group = new Gather<>(loop, children, collectsFailures, resultOf);
    group.watch();
    return group;
  }

  private static Future<?> start(Awaitable<?> awaitable, EventLoop loop) {
    Future<?> future = Futures.ensureFuture(awaitable, loop);
    if (future != awaitable && future instanceof Task<?> task) {
      task.doNotReportIfDestroyed();
    }
    return future;
  }

  /**
   * Counts children, not distinct ones: a child that is given twice tells twice that it is done.
   * Those that are done already are counted last, as CPython does, so that a group of only those is
   * done on return.
   */
  private void watch() {
    Consumer<Future<?>> childDone = this::childDone;
    List<Future<?>> finished = new ArrayList<>();
    for (Future<?> child : children) {
      if (child.done()) {
        finished.add(child);
      } else {
        child.whenDone(childDone);
      }
    }
    finished.forEach(childDone);
  }

  private void childDone(Future<?> child) {
    pending--;
    if (done()) {
      if (!child.cancelled()) {
        child.exception(); // nobody else will ask for it
      }
      return;
    }
    Throwable failure = child.throwable();
    if (failure != null && !collectsFailures && !cancelRequested) {
      if (!child.cancelled()) {
        child.exception();
      }
      completeWithException(failure);
    } else if (pending == 0) {
      finish();
    }
  }

  private void finish() {
    if (cancelRequested) {
      for (Future<?> child : children) {
        if (!child.cancelled()) {
          child.exception();
        }
      }
      completeWithException(new CancelledError(cancelMessage));
      return;
    }
    List<R> results = new ArrayList<>(children.size());
    for (Future<?> child : children) {
      results.add(resultOf.apply(child));
    }
    completeWithResult(results);
  }

  /**
   * Cancels every child; false if all are done. The group ends, by raising {@link CancelledError},
   * when they have.
   */
  @Override
  public boolean cancel(@Nullable String message) {
    getLoop().checkThread("Future.cancel");
    if (done()) {
      return super.cancel(message);
    }
    boolean accepted = false;
    for (Future<?> child : new LinkedHashSet<>(children)) {
      accepted |= child.cancel(message);
    }
    if (accepted) {
      cancelRequested = true;
      cancelMessage = message;
    }
    return accepted;
  }

  @Override
  Collection<? extends Future<?>> dependencies() {
    return children;
  }
}
