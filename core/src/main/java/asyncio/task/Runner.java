package asyncio.task;

import asyncio.context.Context;
import asyncio.engine.Fiber;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs coroutines one after the other on one loop and in one context, as {@code asyncio.Runner}.
 * One thread.
 *
 * <p>Nothing is created before the first use. {@link #close} cancels what is left and waits for it,
 * closes asynchronous generators, waits for the default executor, and closes the loop.
 *
 * <p>On the main thread, Ctrl-C during {@link #run} cancels the coroutine that runs; if it ends
 * cancelled, {@link KeyboardInterrupt} is thrown. SIGTERM cancels it too; when the runner has
 * closed, the JVM exits with status 143, as it would have done at once. A second signal exits the
 * JVM at once, with status 130 or 143.
 */
public final class Runner implements AutoCloseable {

  private static final Duration EXECUTOR_TIMEOUT = Duration.ofMinutes(5);

  private final RunOptions options;
  private @Nullable EventLoop loop;
  private @Nullable Context context;
  private boolean closed;

  /** Whether the system has asked the process to end. */
  private boolean terminated;

  /** A runner with the default options. */
  public Runner() {
    this(RunOptions.DEFAULT);
  }

  /** A runner in a given mode or on a given kind of loop. */
  public Runner(RunOptions options) {
    this.options = Objects.requireNonNull(options, "options");
  }

  /** Runs code without a result; see {@link #run(Awaitable)}. */
  public void run(Action action) {
    run(Coroutine.of(action));
  }

  /**
   * Runs in the runner's own context, which all calls share; see {@link #run(Awaitable, Context)}.
   */
  public <T extends @Nullable Object> T run(Awaitable<T> main) {
    checkMayRun("Runner.run");
    return run(main, ownContext());
  }

  /**
   * Runs {@code main} as a task to its end, and returns its result; {@code Runner.run}. Throws the
   * very exception with which it failed.
   *
   * @throws IllegalStateException if the runner is closed, or the caller itself runs in a loop
   * @throws CancelledError if the task was cancelled
   * @throws KeyboardInterrupt if it was cancelled by Ctrl-C
   */
  public <T extends @Nullable Object> T run(Awaitable<T> main, Context in) {
    Objects.requireNonNull(main, "main");
    checkMayRun("Runner.run");
    EventLoop running = getLoop();
    Task<T> task = running.startTask(main, TaskOptions.in(in));
    StopSignals signals = StopSignals.handle(task);
    try {
      return running.runUntilComplete(task);
    } catch (CancelledError cancelled) {
      if (signals.interrupted() && task.uncancel() == 0) {
        throw new KeyboardInterrupt();
      }
      throw cancelled;
    } finally {
      signals.release();
      terminated |= signals.terminated();
    }
  }

  /**
   * The loop, created at first use; {@code Runner.get_loop}.
   *
   * @throws IllegalStateException if the runner is closed
   */
  public EventLoop getLoop() {
    if (closed) {
      throw new IllegalStateException(
          "a runner can be used until it is closed, and this one is closed; make a new one");
    }
    EventLoop existing = loop;
    if (existing != null) {
      return existing;
    }
    Supplier<EventLoop> factory = options.loopFactory();
    EventLoop created = factory == null ? DefaultLoop.create() : factory.get();
    if (options.debug() != null) {
      created.setDebug(options.debug());
    }
    loop = created;
    return created;
  }

  private Context ownContext() {
    Context existing = context;
    if (existing == null) {
      existing = Context.copyCurrent();
      context = existing;
    }
    return existing;
  }

  static void checkMayRun(String operation) {
    if (Fiber.current() != null) {
      throw new IllegalStateException(
          operation
              + " cannot be called from a running event loop, and "
              + Texts.caller()
              + " runs in one; await the coroutine instead, or make it a task with createTask");
    }
  }

  /**
   * Cancels what is left, waits for it, and closes the loop; {@code Runner.close}. Closing twice is
   * harmless.
   */
  @Override
  public void close() {
    EventLoop open = loop;
    if (open == null || closed) {
      closed = true;
      return;
    }
    closed = true;
    try {
      cancelAll(open);
      open.runUntilComplete(Coroutine.of(open::shutdownAsyncgens));
      open.runUntilComplete(Coroutine.of(() -> open.shutdownDefaultExecutor(EXECUTOR_TIMEOUT)));
    } finally {
      open.close();
      if (terminated) {
        StopSignals.exitTerminated();
      }
    }
  }

  /**
   * Cancels before the loop runs again, so that no leftover takes another step meanwhile. Tasks
   * that appear later are not chased.
   */
  private static void cancelAll(EventLoop loop) {
    List<Task<?>> leftovers = List.copyOf(loop.allTasks());
    if (leftovers.isEmpty()) {
      return;
    }
    leftovers.forEach(Task::cancel);
    loop.runUntilComplete(Gather.outcomes(leftovers));
    for (Task<?> task : leftovers) {
      if (task.cancelled()) {
        continue;
      }
      Throwable failure = task.exception();
      if (failure != null) {
        loop.callExceptionHandler(
            ErrorContext.of("unhandled exception during asyncio.run() shutdown")
                .with("exception", failure)
                .with("task", task));
      }
    }
  }
}
