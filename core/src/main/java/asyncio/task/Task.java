package asyncio.task;

import asyncio.context.Context;
import asyncio.engine.Fiber;
import asyncio.loop.Ready;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that runs on its own, as {@code asyncio.Task}. Loop thread only, but for {@link
 * #toString}, {@link #getName}, {@link #getStack} and {@link #getCreationStack}.
 *
 * <p>It runs interleaved with the other tasks of its loop, one at a time, and gives way only where
 * it awaits (or, fast engine, where it blocks). The loop holds every task until it is done. Its
 * outcome is set by its coroutine alone.
 *
 * <p><b>Cancellation.</b> {@link #cancel} asks; the coroutine gets a {@link CancelledError} where
 * it waits or will wait next. It may clean up, which may take time, and may even decline. A task
 * that is cancelled before its first step never runs.
 *
 * @param <T> the type of the result
 */
public final class Task<T extends @Nullable Object> extends Future<T> {

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final Context context;
  private @Nullable Awaitable<T> coroutine;
  private final long number;
  private @Nullable String name;

  /** Null before the first step. */
  private @Nullable Fiber fiber;

  /**
   * What the coroutine awaits, or null while it runs, is scheduled, or is blocked in a foreign
   * call.
   */
  private @Nullable Future<?> waitingOn;

  private @Nullable TaskGroup innermostGroup;
  private int cancelRequests;
  private boolean mustCancel;
  private boolean passingOn; // cancelling what it awaits
  private boolean interruptSent;
  private int exitsThrown = -1; // -1: the loop lives
  private @Nullable String cancelMessage;

  /** Whether the loop may complain when it closes before this task is done. */
  private boolean reportIfDestroyed = true;

  // The loop's list of unfinished tasks.
  @Nullable Task<?> previous;
  @Nullable Task<?> next;

  private Task(EventLoop loop, Awaitable<T> coroutine, TaskOptions options) {
    super(loop, CreationSite.captureInTask(loop));
    this.coroutine = Objects.requireNonNull(coroutine, "coroutine");
    this.name = options.name();
    this.number = name == null ? NUMBERS.incrementAndGet() : 0;
    Context given = options.context();
    this.context = given == null ? Context.copyCurrent() : given;
  }

  // ---- creation

  /**
   * Makes a task and schedules it; the default task factory. Use {@code createTask} unless you
   * write a factory.
   *
   * @throws IllegalStateException if the loop is closed
   */
  public static <T extends @Nullable Object> Task<T> create(
      EventLoop loop, Awaitable<T> coroutine, TaskOptions options) {
    loop.checkUsable("Task.create");
    Task<T> task = new Task<>(loop, coroutine, options);
    loop.addTask(task);
    Fiber creator =
        Boolean.TRUE.equals(options.eagerStart()) && loop.isRunning() ? Fiber.current() : null;
    if (creator == null) {
      loop.scheduler().add(task.new Start());
    } else {
      task.startInside(creator);
    }
    return task;
  }

  private void startInside(Fiber creator) {
    try {
      getLoop().scheduler().handOver(creator, new Start());
    } catch (Throwable cannotSuspend) {
      getLoop().removeTask(this);
      throw cannotSuspend;
    }
  }

  /**
   * Makes a task that starts at once, unless the options say otherwise; {@code
   * asyncio.eager_task_factory}.
   */
  public static <T extends @Nullable Object> Task<T> createEager(
      EventLoop loop, Awaitable<T> coroutine, TaskOptions options) {
    return create(
        loop, coroutine, options.eagerStart() == null ? options.withEagerStart(true) : options);
  }

  /** The running task of the current loop, or null outside of any task. */
  static @Nullable Task<?> currentOrNull() {
    Fiber fiber = Fiber.current();
    return fiber == null ? null : (Task<?>) fiber.task;
  }

  /** The running task, for an operation that suspends it. */
  static Task<?> current(String operation) {
    Fiber fiber = Fiber.current();
    if (fiber == null) {
      throw new IllegalStateException(
          operation
              + " suspends a task, and "
              + Thread.currentThread()
              + " runs none; call it inside run(() -> …), or hand over from another thread with"
              + " runCoroutineThreadsafe");
    }
    if (fiber.task == null) {
      throw new IllegalStateException(
          operation
              + " suspends a task, and a callback is none; start one from here: createTask(() ->"
              + " …)");
    }
    return (Task<?>) fiber.task;
  }

  static Task<?> currentForAwait(Future<?> future) {
    Task<?> task = current("await");
    if (task.getLoop() != future.getLoop()) {
      throw new IllegalStateException(
          task.getName()
              + " cannot await "
              + future
              + ", which is attached to a different loop; hand it over with"
              + " runCoroutineThreadsafe(future, loop)");
    }
    if (task == future) {
      throw new IllegalStateException(
          task.getName() + " cannot await itself, it would never end; let another task await it");
    }
    return task;
  }

  // ---- the coroutine's life

  /** The first step. Each later one is the fiber itself; at most one is queued at a time. */
  private final class Start extends Ready {

    @Override
    protected void run() {
      if (mustCancel) {
        endCancelled(takeCancellation());
        return;
      }
      Fiber started = getLoop().scheduler().newFiber(Task.this::live);
      started.task = Task.this;
      started.context = context;
      fiber = started;
      getLoop().scheduler().resume(started);
    }

    @Override
    protected Object subject() {
      return Task.this;
    }

    @Override
    public String toString() {
      return Task.this.toString();
    }
  }

  /** Lets the task go on in the next iteration. */
  void scheduleStep() {
    getLoop().scheduler().add(fiber());
  }

  /** The body of the fiber. */
  private void live() {
    if (name != null) {
      Thread.currentThread().setName(name);
    }
    try {
      endReturning(Objects.requireNonNull(coroutine).await());
    } catch (Throwable thrown) {
      endThrowing(cancellationBehind(thrown));
    }
  }

  private void endReturning(T result) {
    if (isAbandoned()) {
      return;
    }
    if (mustCancel) {
      endCancelled(takeCancellation());
    } else {
      end();
      completeWithResult(result);
    }
  }

  private void endThrowing(Throwable thrown) {
    if (isAbandoned()) {
      return;
    }
    switch (thrown) {
      case CancelledError cancelled -> endCancelled(cancelled);
      case CoroutineExit exit -> endCancelled(new CancelledError(exit.getMessage()));
      case KeyboardInterrupt interrupt -> {
        endFailed(interrupt);
        getLoop().scheduler().escape(interrupt);
      }
      default -> endFailed(thrown);
    }
  }

  /**
   * Whether the loop was closed while a foreign call blocked the coroutine, which ends only now.
   */
  private boolean isAbandoned() {
    return done();
  }

  private void end() {
    getLoop().removeTask(this);
    coroutine = null;
    waitingOn = null;
  }

  private void endCancelled(CancelledError error) {
    end();
    completeCancelled(error);
  }

  private void endFailed(Throwable exception) {
    CreationSite site = createdAt();
    if (site != null) {
      exception.addSuppressed(new SpawnSite(this, site));
    }
    end();
    completeWithException(exception);
  }

  private CancelledError takeCancellation() {
    return takeCancellation(null);
  }

  private CancelledError takeCancellation(@Nullable Throwable cause) {
    mustCancel = false;
    clearInterrupt();
    return new CancelledError(cancelMessage, cause);
  }

  /**
   * What a coroutine threw; but if that comes of the interrupt by which a cancellation ended a
   * blocking call, whatever the call made of it, the cancellation.
   */
  Throwable cancellationBehind(Throwable thrown) {
    return mustCancel && interruptSent && thrown instanceof Exception
        ? takeCancellation(thrown)
        : thrown;
  }

  // ---- suspension, called by the coroutine

  private Fiber fiber() {
    return Objects.requireNonNull(fiber);
  }

  /** Waits until {@code future} is done. */
  void await(Future<?> future) {
    checkLoopOpen();
    future.addWaiter(this);
    waitingOn = future;
    if (mustCancel && future.cancel(cancelMessage)) {
      mustCancel = false;
      clearInterrupt();
    }
    try {
      fiber().suspend();
      checkLoopOpen();
    } finally {
      waitingOn = null;
      if (!future.done()) {
        future.removeWaiter(this);
      }
    }
    if (mustCancel) {
      deliverCancellation(future);
    }
    if (!future.done()) {
      throw new IllegalStateException(
          "asyncio bug: "
              + getName()
              + " was woken although "
              + future
              + " is pending; please report it");
    }
  }

  /** Lets every other ready task run once. */
  void yieldNow() {
    checkLoopOpen();
    scheduleStep();
    try {
      fiber().suspend();
    } catch (Throwable cannotSuspend) {
      getLoop().scheduler().takeBack(fiber());
      throw cannotSuspend;
    }
    checkLoopOpen();
    if (mustCancel) {
      throw takeCancellation();
    }
  }

  /**
   * A cancellation that came after the awaited future was done: it wins over the result, but not
   * over the future's own cancellation.
   */
  private void deliverCancellation(Future<?> future) {
    CancelledError own = takeCancellation();
    if (!(future.throwable() instanceof CancelledError)) {
      throw own;
    }
  }

  private void clearInterrupt() {
    if (interruptSent) {
      interruptSent = false;
      Thread.interrupted();
    }
  }

  // ---- cancellation

  /**
   * Asks the coroutine to stop: it gets a {@link CancelledError} with this message where it waits,
   * or where it waits next; {@code Task.cancel}.
   *
   * <p>If the task awaits a future or another task, that one is cancelled, and the error arrives
   * through it: an inner task that declines keeps the outer one going. A task that is blocked in a
   * foreign call (fast engine) is interrupted; what the call then throws becomes the cause of the
   * error. Several requests before the task runs again deliver one error, with the message of the
   * first if the task was waiting.
   *
   * @return false if it was done already, and then nothing happens
   * @throws IllegalStateException if called from another thread while the loop runs
   */
  @Override
  public boolean cancel(@Nullable String message) {
    getLoop().checkThread("Task.cancel");
    if (done()) {
      return super.cancel(message); // counts as asking for its exception
    }
    if (passingOn) {
      leaveCircle(message);
      return true;
    }
    cancelRequests++;
    if (!passOn(message)) {
      mustCancel = true;
      cancelMessage = message;
      interruptIfBlocked();
    }
    return true;
  }

  private boolean passOn(@Nullable String message) {
    Future<?> awaited = waitingOn;
    if (awaited == null) {
      return false;
    }
    passingOn = true;
    try {
      return awaited.cancel(message);
    } finally {
      passingOn = false;
    }
  }

  /** Of tasks that wait for each other in a circle, the first that is cancelled stops waiting. */
  private void leaveCircle(@Nullable String message) {
    Objects.requireNonNull(waitingOn).removeWaiter(this);
    mustCancel = true;
    cancelMessage = message;
    scheduleStep();
  }

  private void interruptIfBlocked() {
    Fiber started = fiber;
    if (started != null
        && !started.isSuspended()
        && !started.isFinished()
        && started != Fiber.current()) {
      interruptSent = true;
      started.runningThread().interrupt();
    }
  }

  /** How many requests to cancel came, less those taken back; {@code Task.cancelling}. */
  public int cancelling() {
    return cancelRequests;
  }

  /**
   * Takes one request back; {@code Task.uncancel}. At zero, a cancellation that was not delivered
   * yet is withdrawn. For code that cancels a task as a means, such as a timeout.
   *
   * @return the number of requests that remain
   */
  public int uncancel() {
    if (cancelRequests > 0) {
      cancelRequests--;
      if (cancelRequests == 0) {
        mustCancel = false;
        clearInterruptOf(this);
      }
    }
    return cancelRequests;
  }

  private static void clearInterruptOf(Task<?> task) {
    if (task.fiber == Fiber.current()) {
      task.clearInterrupt();
    }
  }

  /**
   * Remembers a group whose block the task is in, for the call graph; returns the one around it.
   */
  @Nullable TaskGroup enterGroup(TaskGroup group) {
    TaskGroup outer = innermostGroup;
    innermostGroup = group;
    return outer;
  }

  void leaveGroup(@Nullable TaskGroup outer) {
    innermostGroup = outer;
  }

  @Nullable TaskGroup innermostGroup() {
    return innermostGroup;
  }

  /** Whether what the task awaits has ended, uncancelled, and the task only waits for its turn. */
  boolean hasOutcomeWaiting() {
    Future<?> awaited = waitingOn;
    return awaited != null && awaited.done() && !awaited.cancelled() && !mustCancel;
  }

  // ---- the end of the loop

  void doNotReportIfDestroyed() {
    reportIfDestroyed = false;
  }

  boolean reportsIfDestroyed() {
    return reportIfDestroyed;
  }

  /**
   * The loop is closing: lets the coroutine's {@code finally} blocks run. Called inside the
   * engine's run, on the bare thread.
   */
  void unwind() {
    exitsThrown = 0;
    Fiber started = fiber;
    if (started != null && started.isSuspended()) {
      getLoop().scheduler().resume(started);
    }
    if (!done()) {
      endCancelled(new CancelledError("the event loop was closed"));
    }
  }

  /**
   * A coroutine that catches everything in an endless loop gets this many chances to end, and is
   * then left for good.
   */
  private static final int EXITS_AT_MOST = 100;

  private void checkLoopOpen() {
    if (exitsThrown < 0) {
      return;
    }
    if (exitsThrown++ > EXITS_AT_MOST) {
      fiber().suspend();
    }
    throw new CoroutineExit();
  }

  // ---- everything else

  /** Always refused: a task's coroutine sets its result. {@code Task.set_result}. */
  @Override
  public void setResult(T result) {
    throw new IllegalStateException(
        "a task does not support setResult, its coroutine returns the result; "
            + getName()
            + " is one; use createFuture()");
  }

  /** Always refused: a task's coroutine throws. {@code Task.set_exception}. */
  @Override
  public void setException(Throwable exception) {
    throw new IllegalStateException(
        "a task does not support setException, its coroutine throws; "
            + getName()
            + " is one; use createFuture()");
  }

  /** The name, {@code Task-<n>} unless given; {@code Task.get_name}. Any thread. */
  public String getName() {
    String given = name;
    return given == null ? "Task-" + number : given;
  }

  /** Renames it; {@code Task.set_name}. */
  public void setName(String newName) {
    name = Objects.requireNonNull(newName, "newName");
    Fiber started = fiber;
    if (started != null && !done()) {
      started.thread().setName(newName);
    }
  }

  /** The coroutine, or null when the task is done; {@code Task.get_coro}. */
  public @Nullable Awaitable<T> getCoro() {
    return coroutine;
  }

  /** The context in which it runs; {@code Task.get_context}. */
  public Context getContext() {
    return context;
  }

  /** What it awaits now, or null. */
  @Nullable Future<?> waitingOn() {
    return waitingOn;
  }

  /**
   * Where it is suspended, newest frame first, the library's own frames left out; of a failed task,
   * the trace of its exception; else empty. {@code Task.get_stack}, with every frame where Python
   * has one. Any thread.
   */
  public List<StackTraceElement> getStack() {
    Throwable failure = failure();
    if (failure != null) {
      return List.of(failure.getStackTrace());
    }
    Fiber started = fiber;
    if (done() || started == null) {
      return List.of();
    }
    return started.stackTrace().stream().filter(Task::isUserFrame).toList();
  }

  private static boolean isUserFrame(StackTraceElement frame) {
    String module = frame.getModuleName();
    String type = frame.getClassName();
    return !"java.base".equals(module)
        && !type.startsWith("asyncio.task.")
        && !type.startsWith("asyncio.engine.")
        && !type.startsWith("asyncio.iteration.")
        && !type.equals("asyncio.Asyncio");
  }

  /**
   * Where it was created, newest frame first, then where the task was created that created it, and
   * so on for a few generations; the loop's own frames left out. Empty unless the loop {@linkplain
   * EventLoop#setOriginTracking keeps track}, as it does in debug mode. In Python {@code
   * _source_traceback}, of one generation. Any thread.
   */
  public List<StackTraceElement> getCreationStack() {
    CreationSite site = createdAt();
    return site == null ? List.of() : site.framesOfCreators();
  }

  /** Prints {@link #getStack} with a header line; {@code Task.print_stack}. */
  public void printStack(PrintStream out) {
    List<StackTraceElement> stack = getStack();
    if (stack.isEmpty()) {
      out.println("No stack for " + this);
    } else {
      out.println(
          (failure() == null ? "Stack for " : "Traceback for ")
              + this
              + " (most recent call first):");
      stack.forEach(frame -> out.println("    at " + frame));
    }
  }

  @Override
  String stateName() {
    return !done() && cancelRequests > 0 ? "cancelling" : super.stateName();
  }

  @Override
  void describe(StringBuilder text) {
    text.append(" name='").append(getName()).append('\'');
    Future<?> awaited = waitingOn;
    if (awaited != null) {
      text.append(" waiting for ").append(Texts.shorten(awaited));
    }
  }
}
