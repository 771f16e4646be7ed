package asyncio.task;

import asyncio.context.Context;
import asyncio.failure.Sneaky;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of work that ends later, as {@code asyncio.Future}. Loop thread only, but for {@link
 * #toString} and the methods of {@link java.util.concurrent.CompletionStage}, whose functions run
 * on whatever thread completes the stage, as always.
 *
 * <p>It starts pending and ends once: with a result, an exception, or cancelled. Completing it
 * wakes its waiters and calls its callbacks in the next iteration of the loop, in the order in
 * which they came, never inside the completing call.
 *
 * <p>An exception that nobody ever asks for is reported to the loop's exception handler when the
 * future is collected, or when the loop closes.
 *
 * @param <T> the type of the result
 */
public class Future<T extends @Nullable Object> implements Awaitable<T>, FutureStage<T> {

  enum State {
    PENDING,
    FINISHED,
    FAILED,
    CANCELLED
  }

  private final EventLoop loop;
  private State state = State.PENDING;

  /** The result, the exception, or the CancelledError to throw. */
  private @Nullable Object outcome;

  /**
   * Null, one entry, or a list of entries in order; an entry is a waiting {@link Task} or a {@link
   * DoneCallback}.
   */
  private @Nullable Object callbacks;

  private UnretrievedFailures.@Nullable Entry unretrieved;
  private final @Nullable CreationSite createdAt;

  /** One that the library makes for itself, such as that of a sleep: only debug mode asks where. */
  Future(EventLoop loop) {
    this(loop, loop.getDebug() ? CreationSite.capture() : null);
  }

  Future(EventLoop loop, @Nullable CreationSite createdAt) {
    this.loop = loop;
    this.createdAt = createdAt;
  }

  // ---- state

  /** Whether it has ended, in whatever way; {@code Future.done}. */
  public final boolean done() {
    return state != State.PENDING;
  }

  /** Whether it was cancelled; {@code Future.cancelled}. */
  public final boolean cancelled() {
    return state == State.CANCELLED;
  }

  /**
   * The result, without waiting; {@code Future.result}.
   *
   * <p>Throws the very exception with which it failed, checked or not.
   *
   * @throws CancelledError if it was cancelled
   * @throws InvalidStateError if it is pending
   */
  public final T result() {
    if (state == State.PENDING) {
      throw new InvalidStateError(
          "result() needs a future that is done, and " + this + " is pending; await it instead");
    }
    return outcome();
  }

  /**
   * The exception with which it failed, or null if it has a result; {@code Future.exception}.
   *
   * @throws CancelledError if it was cancelled
   * @throws InvalidStateError if it is pending
   */
  public final @Nullable Throwable exception() {
    if (state == State.PENDING) {
      throw new InvalidStateError(
          "exception() needs a future that is done, and " + this + " is pending; await it instead");
    }
    if (state == State.CANCELLED) {
      throw cancelledError();
    }
    markRetrieved();
    return failure();
  }

  /** The loop that this future belongs to; {@code Future.get_loop}. */
  public final EventLoop getLoop() {
    return loop;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // a finished future holds a T, null if T allows it
  private T outcome() {
    if (state == State.FAILED) {
      markRetrieved();
      throw Sneaky.raise((Throwable) Objects.requireNonNull(outcome));
    }
    if (state == State.CANCELLED) {
      throw cancelledError();
    }
    return (T) outcome;
  }

  private CancelledError cancelledError() {
    return (CancelledError) Objects.requireNonNull(outcome);
  }

  /** The exception if it failed, else null; does not count as asking for it. */
  final @Nullable Throwable failure() {
    return state == State.FAILED ? (Throwable) outcome : null;
  }

  /** The failure or the cancellation, else null. */
  final @Nullable Throwable throwable() {
    return state == State.FAILED || state == State.CANCELLED ? (Throwable) outcome : null;
  }

  // ---- waiting

  /**
   * Waits for the outcome.
   *
   * <p>Suspends the current task unless the future is done; a done one neither suspends nor
   * allocates. Throws the very exception with which the future failed, checked or not; {@link
   * #await(Class)} declares one for a {@code catch}. Cancelling the waiting task cancels the
   * future; {@link asyncio.Asyncio#shield} prevents that. Waiters wake in the order in which they
   * came.
   *
   * @throws CancelledError if the future or the waiting task was cancelled
   * @throws IllegalStateException if it is pending and the caller is not in a task of the future's
   *     loop, or is the awaited task itself
   */
  @Override
  public final T await() {
    if (state == State.PENDING) {
      Task.currentForAwait(this).await(this);
    }
    return outcome();
  }

  /**
   * Waits for the outcome like {@link #await()} and declares a checked exception that it may throw,
   * so that it can be caught.
   *
   * @throws E if the future failed with one
   */
  @SuppressWarnings({"unused", "RedundantThrows"}) // E is there for the caller's catch
  public final <E extends Exception> T await(Class<E> declared) throws E {
    Objects.requireNonNull(declared, "declared");
    return await();
  }

  /**
   * What this future itself waits for, where that is more than one thing: the edges of the call
   * graph.
   */
  Collection<? extends Future<?>> dependencies() {
    return List.of();
  }

  // ---- completing

  /**
   * Completes it with a result; {@code Future.set_result}.
   *
   * @throws InvalidStateError if it is done already
   * @throws IllegalStateException if called from another thread while the loop runs
   */
  public void setResult(T result) {
    loop.checkThread("Future.setResult");
    checkPending("setResult");
    completeWithResult(result);
  }

  /**
   * Completes it with an exception; {@code Future.set_exception}.
   *
   * @throws InvalidStateError if it is done already
   * @throws IllegalStateException if called from another thread while the loop runs
   */
  public void setException(Throwable exception) {
    Objects.requireNonNull(exception, "exception");
    loop.checkThread("Future.setException");
    checkPending("setException");
    completeWithException(exception);
  }

  private void checkPending(String operation) {
    if (state != State.PENDING) {
      throw new InvalidStateError(
          operation
              + " completes a future once, and "
              + this
              + " is done already; check done() first if two sides may complete it");
    }
  }

  /** Cancels without a message; see {@link #cancel(String)}. */
  public final boolean cancel() {
    return cancel(null);
  }

  /**
   * Cancels it: waiters get a {@link CancelledError} with this message; {@code Future.cancel}.
   *
   * @return false if it was done already, and then nothing happens
   * @throws IllegalStateException if called from another thread while the loop runs
   */
  public boolean cancel(@Nullable String message) {
    loop.checkThread("Future.cancel");
    markRetrieved();
    if (state != State.PENDING) {
      return false;
    }
    completeCancelled(new CancelledError(message));
    return true;
  }

  /** Without checks; for the loop's own code, on its bare thread as well. */
  final void completeWithResult(T result) {
    outcome = result;
    complete(State.FINISHED);
  }

  final void completeWithException(Throwable exception) {
    outcome = exception;
    unretrieved = loop.unretrievedFailures().add(this, exception);
    complete(State.FAILED);
  }

  final void completeCancelled(CancelledError error) {
    outcome = error;
    complete(State.CANCELLED);
  }

  private void complete(State end) {
    state = end;
    Object scheduled = callbacks;
    callbacks = null;
    if (scheduled instanceof List<?> list) {
      for (Object entry : list) {
        schedule(entry);
      }
    } else if (scheduled != null) {
      schedule(scheduled);
    }
  }

  private void schedule(Object entry) {
    if (entry instanceof Task<?> waiter) {
      waiter.scheduleStep();
    } else {
      loop.scheduler().add((DoneCallback<?>) entry);
    }
  }

  private void markRetrieved() {
    if (unretrieved != null) {
      unretrieved.retrieve();
      unretrieved = null;
    }
  }

  // ---- callbacks

  /**
   * Calls {@code callback} with this future in the iteration after it ends (or the next one, if it
   * has ended), in the order of registration and in a copy of the current context; {@code
   * Future.add_done_callback}. The callback runs in no task and cannot await.
   */
  public final void addDoneCallback(Consumer<? super Future<T>> callback) {
    addDoneCallback(callback, Context.copyCurrent());
  }

  /** Like {@link #addDoneCallback(Consumer)}, in a given context. */
  public final void addDoneCallback(Consumer<? super Future<T>> callback, Context context) {
    Objects.requireNonNull(callback, "callback");
    Objects.requireNonNull(context, "context");
    loop.checkThread("Future.addDoneCallback");
    add(new DoneCallback<>(this, callback, context));
  }

  /** For callbacks of the library, which read no context variables. */
  final void whenDone(Consumer<? super Future<T>> callback) {
    add(new DoneCallback<>(this, callback, loop.ownContext()));
  }

  private void add(DoneCallback<T> entry) {
    if (state == State.PENDING) {
      addCallback(entry);
    } else {
      schedule(entry);
    }
  }

  /**
   * Removes every copy of a callback; {@code Future.remove_done_callback}. One that is scheduled
   * already still runs.
   *
   * @return how many were removed
   */
  public final int removeDoneCallback(Consumer<? super Future<T>> callback) {
    Objects.requireNonNull(callback, "callback");
    loop.checkThread("Future.removeDoneCallback");
    return removeCallbacks(
        entry -> entry instanceof DoneCallback<?> done && done.function().equals(callback));
  }

  /** Wakes {@code waiter} when this ends, in turn with the callbacks. */
  final void addWaiter(Task<?> waiter) {
    addCallback(waiter);
  }

  final void removeWaiter(Task<?> waiter) {
    removeCallbacks(entry -> entry == waiter);
  }

  @SuppressWarnings("unchecked")
  private void addCallback(Object entry) {
    if (callbacks == null) {
      callbacks = entry;
    } else if (callbacks instanceof List<?> list) {
      ((List<Object>) list).add(entry);
    } else {
      List<Object> list = new ArrayList<>(4);
      list.add(callbacks);
      list.add(entry);
      callbacks = list;
    }
  }

  private int removeCallbacks(java.util.function.Predicate<Object> wanted) {
    if (callbacks instanceof List<?> list) {
      int before = list.size();
      list.removeIf(wanted);
      return before - list.size();
    } else if (callbacks != null && wanted.test(callbacks)) {
      callbacks = null;
      return 1;
    }
    return 0;
  }

  /** Tasks that wait in {@link #await} for this future; for the call graph. */
  final List<Task<?>> waiters() {
    List<Task<?>> waiters = new ArrayList<>();
    Object entries = callbacks;
    for (Object entry :
        entries instanceof List<?> list
            ? List.copyOf(list)
            : entries == null ? List.of() : List.of(entries)) {
      if (entry instanceof Task<?> task) {
        waiters.add(task);
      }
    }
    return waiters;
  }

  // ---- bridges

  /**
   * A {@link CompletableFuture} that ends as this future does, and cancels it when it is cancelled
   * itself. Any thread.
   */
  @Override
  public final CompletableFuture<T> toCompletableFuture() {
    return StageBridge.toCompletableFuture(this);
  }

  // ---- text

  final @Nullable CreationSite createdAt() {
    return createdAt;
  }

  /** The word for the state in {@link #toString}. */
  String stateName() {
    return switch (state) {
      case PENDING -> "pending";
      case FINISHED, FAILED -> "finished";
      case CANCELLED -> "cancelled";
    };
  }

  /**
   * Kind, state, outcome (shortened), number of callbacks and, in debug mode, where it was created.
   */
  @Override
  public String toString() {
    var text =
        new StringBuilder("<").append(getClass().getSimpleName()).append(' ').append(stateName());
    describe(text);
    if (state == State.FINISHED) {
      text.append(" result=").append(Texts.shorten(outcome));
    } else if (state == State.FAILED) {
      text.append(" exception=").append(Texts.shorten(outcome));
    }
    int count = callbacks instanceof List<?> list ? list.size() : callbacks == null ? 0 : 1;
    if (count > 0) {
      text.append(" callbacks=").append(count);
    }
    if (createdAt != null) {
      text.append(" created at ").append(createdAt.place());
    }
    return text.append('>').toString();
  }

  /** What a subclass adds to {@link #toString} after the state. */
  void describe(StringBuilder text) {}
}
