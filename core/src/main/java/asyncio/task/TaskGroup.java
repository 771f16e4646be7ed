package asyncio.task;

import asyncio.failure.Sneaky;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that live inside one block, as {@code asyncio.TaskGroup}. Loop thread only; used for one
 * block.
 *
 * <p>The block does not end before every task of the group has. The first task that fails cancels
 * the others and interrupts the block; when all have ended, their failures come out as one {@link
 * ExceptionGroup}. A task that is merely cancelled is no failure.
 *
 * <p><b>How the group tells its own cancellation from others'.</b> A failing child makes the group
 * cancel its parent task, so that the block stops waiting. On leaving, the group takes that one
 * request back. If none is left, the cancellation was its own and is forgotten; if one is left,
 * somebody else wants the parent cancelled too: then failures still win, and the parent is
 * cancelled anew, so that its next await delivers what the group has swallowed.
 */
public final class TaskGroup {

  private final Set<Task<?>> tasks = new LinkedHashSet<>();
  private final List<Throwable> errors = new ArrayList<>();
  private @Nullable EventLoop loop;
  private @Nullable Task<?> parent;
  private @Nullable TaskGroup outer;
  private @Nullable Future<@Nullable Void> onCompleted;
  private @Nullable KeyboardInterrupt interrupt;
  private boolean entered;
  private boolean exiting;
  private boolean aborting;
  private boolean finished;
  private boolean parentCancelRequested;

  /** A group for one block; see {@link asyncio.Asyncio#taskGroup}. */
  public TaskGroup() {}

  /** Adds a task; see {@link #createTask(Coroutine, TaskOptions)}. */
  public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
    return createTask(coroutine, TaskOptions.DEFAULT);
  }

  /** Adds a task without a result; see {@link #createTask(Coroutine, TaskOptions)}. */
  public Task<@Nullable Void> createTask(Action action) {
    return createTask(Coroutine.of(action), TaskOptions.DEFAULT);
  }

  /**
   * Adds a task to the group; {@code TaskGroup.create_task}. Allowed from the block and from tasks
   * of the group, as long as one of them lives.
   *
   * @throws IllegalStateException before the block, after it, and while the group is being torn
   *     down
   */
  public <T extends @Nullable Object> Task<T> createTask(
      Coroutine<T> coroutine, TaskOptions options) {
    checkTakesTasks(coroutine);
    EventLoop owner = Objects.requireNonNull(loop);
    owner.checkThread("TaskGroup.createTask");
    Task<T> task = owner.createTask(coroutine, options);
    tasks.add(task);
    task.whenDone(this::taskDone);
    return task;
  }

  private void checkTakesTasks(Coroutine<?> coroutine) {
    String state =
        !entered
            ? "has not been entered; create tasks inside its block"
            : finished || (exiting && tasks.isEmpty())
                ? "is finished; create tasks before its block ends"
                : aborting
                    ? "is shutting down because a task failed or it was cancelled; start the task"
                        + " outside of the group"
                    : null;
    if (state != null) {
      if (coroutine instanceof CoroutineObject<?> object) {
        object.close();
      }
      throw new IllegalStateException(
          "a task group takes tasks only while it is active, and " + this + " " + state);
    }
  }

  /**
   * Runs the block and waits for every task of the group.
   *
   * @throws ExceptionGroup if a task or the block failed, with the failures in the order in which
   *     they happened, the block's last
   * @throws CancelledError if the parent task was cancelled from outside and nothing failed
   * @throws IllegalStateException if the group was used before, or outside of a task
   */
  public <R extends @Nullable Object> R run(ScopeBody<? super TaskGroup, R> body) {
    Objects.requireNonNull(body, "body");
    enter();
    R result;
    try {
      result = body.run(this);
    } catch (Throwable thrown) {
      Throwable cause = parent().cancellationBehind(thrown);
      exit(cause);
      throw Sneaky.raise(cause); // reached for a CancelledError only that exit leaves to us
    }
    exit(null);
    return result;
  }

  private void enter() {
    if (entered) {
      throw new IllegalStateException(
          "a task group is good for one block, and "
              + this
              + " has already been entered; make a new one");
    }
    Task<?> current = Task.current("a task group");
    entered = true;
    parent = current;
    loop = current.getLoop();
    outer = current.enterGroup(this);
  }

  private void exit(@Nullable Throwable thrown) {
    try {
      leave(thrown);
    } finally {
      finished = true;
      parent().leaveGroup(outer);
      errors.clear();
    }
  }

  private void leave(@Nullable Throwable thrown) {
    exiting = true;
    if (thrown instanceof KeyboardInterrupt pressed && interrupt == null) {
      interrupt = pressed;
    }
    CancelledError cancellation = thrown instanceof CancelledError cancelled ? cancelled : null;
    if (thrown != null && !aborting) {
      abort();
    }
    while (!tasks.isEmpty()) {
      try {
        waitForTask();
      } catch (CancelledError cancelled) {
        if (!aborting) { // the parent is cancelled from outside; once aborting, the group stays
          // until its tasks have ended
          cancellation = cancelled;
          abort();
        }
      }
    }
    if (interrupt != null) {
      throw interrupt;
    }
    if (parentCancelRequested && parent().uncancel() == 0) {
      cancellation = null; // it was the group's own
    }
    if (cancellation != null && errors.isEmpty()) {
      throw cancellation;
    }
    if (thrown != null && !(thrown instanceof CancelledError)) {
      errors.add(thrown);
    }
    if (!errors.isEmpty()) {
      if (parent().cancelling() > 0) {
        parent().uncancel();
        parent().cancel();
      }
      throw new ExceptionGroup("unhandled errors in a task group", errors);
    }
  }

  private Task<?> parent() {
    return Objects.requireNonNull(parent);
  }

  private void waitForTask() {
    Future<@Nullable Void> completed = new AllDone(Objects.requireNonNull(loop), tasks);
    onCompleted = completed;
    try {
      completed.await();
    } finally {
      onCompleted = null;
    }
  }

  private void abort() {
    aborting = true;
    for (Task<?> task : List.copyOf(tasks)) {
      if (!task.done()) {
        task.cancel();
      }
    }
  }

  private void taskDone(Future<?> task) {
    tasks.remove((Task<?>) task);
    Future<@Nullable Void> waiter = onCompleted;
    if (waiter != null && tasks.isEmpty() && !waiter.done()) {
      waiter.completeWithResult(null);
    }
    if (task.cancelled()) {
      return;
    }
    Throwable failure = task.exception();
    if (failure != null) {
      taskFailed(task, failure);
    }
  }

  private void taskFailed(Future<?> task, Throwable failure) {
    errors.add(failure);
    if (failure instanceof KeyboardInterrupt pressed && interrupt == null) {
      interrupt = pressed;
    }
    if (parent().done()) {
      task.getLoop()
          .callExceptionHandler(
              ErrorContext.of(
                      Texts.shorten(task)
                          + " has failed, but its parent task "
                          + parent()
                          + " is already done")
                  .with("exception", failure)
                  .with("task", task));
    } else if (!aborting && !parentCancelRequested) {
      abort();
      parentCancelRequested = true;
      parent().cancel();
    }
  }

  /** Unfinished tasks, for the call graph. */
  Collection<Task<?>> tasks() {
    return tasks;
  }

  @Nullable TaskGroup outer() {
    return outer;
  }

  /** What the end of the block waits for. */
  private static final class AllDone extends Future<@Nullable Void> {

    private final Collection<Task<?>> tasks;

    AllDone(EventLoop loop, Collection<Task<?>> tasks) {
      super(loop);
      this.tasks = tasks;
    }

    @Override
    Collection<? extends Future<?>> dependencies() {
      return tasks;
    }
  }

  @Override
  public String toString() {
    var text = new StringBuilder("<TaskGroup");
    if (!tasks.isEmpty()) {
      text.append(" tasks=").append(tasks.size());
    }
    if (!errors.isEmpty()) {
      text.append(" errors=").append(errors.size());
    }
    if (aborting) {
      text.append(" cancelling");
    } else if (entered) {
      text.append(finished ? " finished" : " entered");
    }
    return text.append('>').toString();
  }
}
