package asyncio.task;

import asyncio.context.Context;
import asyncio.engine.Engine;
import asyncio.engine.Fiber;
import asyncio.loop.Callback;
import asyncio.loop.LoopListener;
import asyncio.loop.Scheduler;
import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.spi.TurnOrder;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks and callbacks one at a time, as {@code asyncio.EventLoop}. Most programs need only
 * {@code run}.
 *
 * <p><b>Threads.</b> While a loop runs, its methods may be called only by the tasks and callbacks
 * that it runs; from other threads only {@link #callSoonThreadsafe}, {@link #time}, {@link
 * #isRunning}, {@link #isClosed}, {@link #allTasks} and {@code runCoroutineThreadsafe}. A call from
 * a wrong thread throws {@link IllegalStateException}. Between runs a loop may move to another
 * thread.
 *
 * <p><b>Life.</b>
 *
 * <ol>
 *   <li>created: callbacks and tasks can be scheduled, nothing runs;
 *   <li>{@link #runForever} or {@link #runUntilComplete}, any number of times; {@link #stop} ends a
 *       run after the current iteration;
 *   <li>{@link #close}: drops what is scheduled, lets pending coroutines run their {@code finally}
 *       blocks, reports them and every failure that nobody asked for. Nothing can be scheduled
 *       afterwards.
 * </ol>
 *
 * <p>Debug mode ({@link #setDebug}, {@code -Dasyncio.debug=true} or the environment variable {@code
 * ASYNCIO_DEBUG=1}) reports slow steps, names the line that blocks the loop while it is blocked,
 * and remembers where everything was created.
 */
public final class EventLoop implements AutoCloseable {

  private final Scheduler scheduler;
  private final UnretrievedFailures unretrievedFailures = new UnretrievedFailures(this);
  private final Set<AutoCloseable> openAsyncgens = new LinkedHashSet<>();
  private final Set<Runnable> failuresAtClose = ConcurrentHashMap.newKeySet();
  private final SequencedMap<Class<?>, Object> services = new LinkedHashMap<>();
  private final Context ownContext = new Context();
  private final AtomicBoolean running = new AtomicBoolean();
  private final DefaultExecutor defaultExecutor = new DefaultExecutor();
  private final @Nullable LoopLeak leak;
  private volatile boolean closed;
  private volatile boolean debug;
  private boolean originTracking;
  private boolean asyncgensShutDown;
  private @Nullable TaskFactory taskFactory;
  private @Nullable ExceptionHandler exceptionHandler;
  private volatile @Nullable Task<?> firstTask;
  private @Nullable Task<?> lastTask;

  /** A loop on the system's clock; {@code asyncio.new_event_loop}. */
  public EventLoop() {
    this(Clock.system(), Poller.selecting());
  }

  /** A loop on a clock and a poller of one's own, for tests and embedders. */
  public EventLoop(Clock clock, Poller poller) {
    this(clock, poller, null);
  }

  /** A loop that runs what is ready in another order than that of asyncio, for tests. */
  public EventLoop(Clock clock, Poller poller, @Nullable TurnOrder turnOrder) {
    this.scheduler =
        new Scheduler(
            this,
            new Listener(),
            Objects.requireNonNull(clock, "clock"),
            Objects.requireNonNull(poller, "poller"),
            turnOrder);
    this.debug = Debug.enabledByDefault();
    this.leak = debug ? LoopLeak.watch(this, CreationSite.capture()) : null;
    scheduler.setDebug(debug);
  }

  // ---- running

  /**
   * Runs until {@link #stop}; {@code loop.run_forever}. Blocks the calling thread.
   *
   * @throws IllegalStateException if the loop is closed or running, or if the caller itself runs in
   *     a loop
   */
  public void runForever() {
    checkNotClosed("runForever");
    checkMayRun();
    Watchdog watchdog = debug ? Watchdog.start(this) : null;
    try {
      Engine.current().run(scheduler::run);
    } finally {
      if (watchdog != null) {
        watchdog.stop();
      }
      running.set(false);
      scheduler.reportSlow();
    }
  }

  private void checkMayRun() {
    Fiber fiber = Fiber.current();
    if (fiber != null) {
      throw new IllegalStateException(
          (fiber.loop == this
                  ? "this event loop is already running, and "
                  : "cannot run an event loop while another one is running in this thread, and ")
              + Texts.caller()
              + " runs in it; await instead, or run it in another thread");
    }
    if (!running.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "this event loop is already running in another thread; hand work over with"
              + " callSoonThreadsafe or runCoroutineThreadsafe");
    }
  }

  /**
   * Runs until {@code awaitable} is done and returns its result; {@code loop.run_until_complete}. A
   * coroutine becomes a task. Other tasks stay pending.
   *
   * <p>Throws the very exception with which it failed, checked or not.
   *
   * @throws IllegalStateException as {@link #runForever} does, or if the loop was stopped before
   *     (the future survives)
   */
  public <T extends @Nullable Object> T runUntilComplete(Awaitable<T> awaitable) {
    checkNotClosed("runUntilComplete");
    if (Fiber.current() != null || isRunning()) {
      checkMayRun();
    }
    Future<T> future = Futures.ensureFuture(awaitable, this);
    if (future != awaitable && future instanceof Task<T> task) {
      task.doNotReportIfDestroyed();
    }
    java.util.function.Consumer<Future<T>> stopper = done -> stop();
    future.whenDone(stopper);
    try {
      runForever();
    } catch (Throwable thrown) {
      if (future != awaitable && future.done() && !future.cancelled()) {
        future.exception(); // it is what is being thrown
      }
      throw thrown;
    } finally {
      future.removeDoneCallback(stopper);
    }
    if (!future.done()) {
      throw new IllegalStateException(
          "the event loop was stopped before "
              + Texts.shorten(future)
              + " completed; run it again to finish it");
    }
    return future.result();
  }

  /** Runs code without a result to its end; see {@link #runUntilComplete(Awaitable)}. */
  public void runUntilComplete(Action action) {
    runUntilComplete(Coroutine.of(action));
  }

  /**
   * Ends the current run after its current iteration, or the next one after its first; {@code
   * loop.stop}.
   */
  public void stop() {
    checkThread("stop");
    scheduler.stop();
  }

  /** Whether a thread is inside {@link #runForever}; any thread. */
  public boolean isRunning() {
    return running.get();
  }

  /** Whether {@link #close} was called; any thread. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Closes the loop; {@code loop.close}. Does not suspend and does not wait for the default
   * executor's threads. Closing twice is harmless.
   *
   * <p>Pending tasks are not cancelled ({@code run} does that): their {@code finally} blocks run,
   * awaiting in them fails, and each task is reported.
   *
   * @throws IllegalStateException if the loop is running
   */
  @Override
  public void close() {
    if (running.get()) {
      throw new IllegalStateException(
          "cannot close a running event loop; stop() it and close it when the run has returned");
    }
    if (closed) {
      return;
    }
    List<Task<?>> pending = unfinishedTasks();
    Engine.current()
        .run(
            () -> {
              pending.forEach(Task::unwind);
              List.copyOf(openAsyncgens).forEach(this::unwind);
              scheduler.close();
            });
    closed = true;
    for (Task<?> task : pending) {
      if (task.reportsIfDestroyed()) {
        callExceptionHandler(
            ErrorContext.of("Task was destroyed but it is pending!").with("task", task));
      }
    }
    closeServices();
    failuresAtClose.forEach(Runnable::run);
    unretrievedFailures.reportAll();
    defaultExecutor.shutdownNow();
    if (leak != null) {
      leak.disarm();
    }
  }

  // ---- callbacks

  /**
   * Calls {@code callback} in the next iteration, in order, in a copy of the current context;
   * {@code loop.call_soon}. It runs in no task and cannot await.
   *
   * @throws IllegalStateException if the loop is closed, or runs in another thread
   */
  public Handle callSoon(Runnable callback) {
    return callSoon(callback, Context.copyCurrent());
  }

  /** Like {@link #callSoon(Runnable)}, in a given context. */
  public Handle callSoon(Runnable callback, Context context) {
    checkUsable("callSoon");
    Handle handle =
        new Handle(
            this,
            Objects.requireNonNull(callback, "callback"),
            Objects.requireNonNull(context, "context"));
    scheduler.add(handle);
    return handle;
  }

  /**
   * Like {@link #callSoon}, from any thread, and wakes the loop; {@code loop.call_soon_threadsafe}.
   * The handle may be used from any thread too: once its {@code cancel} has returned, the callback
   * neither runs nor will run.
   *
   * @throws IllegalStateException if the loop is closed
   */
  public Handle callSoonThreadsafe(Runnable callback) {
    return callSoonThreadsafe(callback, Context.copyCurrent());
  }

  /** Like {@link #callSoonThreadsafe(Runnable)}, in a given context. */
  public Handle callSoonThreadsafe(Runnable callback, Context context) {
    checkNotClosed("callSoonThreadsafe");
    Handle handle =
        new ThreadsafeHandle(
            this,
            Objects.requireNonNull(callback, "callback"),
            Objects.requireNonNull(context, "context"));
    addFromAnywhere(handle);
    return handle;
  }

  private void addFromAnywhere(Handle handle) {
    if (isCurrent()) {
      scheduler.add(handle);
    } else {
      scheduler.addThreadsafe(handle);
    }
  }

  /** For reports that come late: a closed loop has reported already. */
  void callSoonThreadsafeUnlessClosed(Runnable callback) {
    if (!closed) {
      addFromAnywhere(new Handle(this, callback, new Context()));
    }
  }

  /**
   * Calls {@code callback} after {@code delay} (negative: in the next iteration); {@code
   * loop.call_later}. Timers with equal times fire in the order of the calls.
   *
   * @throws IllegalStateException if the loop is closed, or runs in another thread
   */
  public TimerHandle callLater(Duration delay, Runnable callback) {
    return callLater(delay, callback, Context.copyCurrent());
  }

  /** Like {@link #callLater(Duration, Runnable)}, in a given context. */
  public TimerHandle callLater(Duration delay, Runnable callback, Context context) {
    return addTimer(
        Times.after(scheduler.nanos(), Times.toNanos(delay)), callback, context, "callLater");
  }

  /**
   * Calls {@code callback} at {@code when}, in seconds on {@link #time}; {@code loop.call_at}.
   *
   * @throws IllegalArgumentException if {@code when} is NaN
   * @throws IllegalStateException if the loop is closed, or runs in another thread
   */
  public TimerHandle callAt(double when, Runnable callback) {
    return callAt(when, callback, Context.copyCurrent());
  }

  /** Like {@link #callAt(double, Runnable)}, in a given context. */
  public TimerHandle callAt(double when, Runnable callback, Context context) {
    return addTimer(Times.toNanos(when), callback, context, "callAt");
  }

  private TimerHandle addTimer(
      long dueNanos, Runnable callback, Context context, String operation) {
    checkUsable(operation);
    TimerHandle handle =
        new TimerHandle(
            this,
            dueNanos,
            Objects.requireNonNull(callback, "callback"),
            Objects.requireNonNull(context, "context"));
    scheduler.timers().add(dueNanos, handle);
    return handle;
  }

  // ---- channels

  /**
   * Calls {@code callback} in every iteration in which {@code channel} can be read from (or
   * accepts); {@code loop.add_reader}. Replaces the previous one.
   *
   * @param channel in non-blocking mode
   * @throws IOException if the channel is closed, or the system refuses
   * @throws IllegalArgumentException if the channel is in blocking mode
   * @throws IllegalStateException if a stream or transport owns the channel, if the loop is closed,
   *     or if it runs in another thread
   */
  public void addReader(SelectableChannel channel, Runnable callback) throws IOException {
    checkUsable("addReader");
    Readiness.of(this, channel).setReader(handle(callback));
  }

  /**
   * Removes the callback of {@link #addReader}; {@code loop.remove_reader}.
   *
   * @return whether there was one
   */
  public boolean removeReader(SelectableChannel channel) {
    checkThread("removeReader");
    Readiness readiness = Readiness.ofWatched(this, channel);
    return readiness != null && readiness.removeReader();
  }

  /**
   * Calls {@code callback} in every iteration in which {@code channel} can be written to (or is
   * connected); {@code loop.add_writer}. Replaces the previous one. See {@link #addReader}.
   *
   * @throws IOException if the channel is closed, or the system refuses
   */
  public void addWriter(SelectableChannel channel, Runnable callback) throws IOException {
    checkUsable("addWriter");
    Readiness.of(this, channel).setWriter(handle(callback));
  }

  /**
   * Removes the callback of {@link #addWriter}; {@code loop.remove_writer}.
   *
   * @return whether there was one
   */
  public boolean removeWriter(SelectableChannel channel) {
    checkThread("removeWriter");
    Readiness readiness = Readiness.ofWatched(this, channel);
    return readiness != null && readiness.removeWriter();
  }

  /**
   * What tells when a channel is ready, for code that does the I/O itself; the same one for every
   * call with the same channel.
   *
   * @param channel in non-blocking mode
   * @throws IOException if the channel is closed, or the system refuses
   * @throws IllegalArgumentException if the channel is in blocking mode
   * @throws IllegalStateException if the loop is closed, or runs in another thread
   */
  public Readiness readiness(SelectableChannel channel) throws IOException {
    checkUsable("readiness");
    return Readiness.of(this, channel);
  }

  // ---- signals

  /**
   * Calls {@code callback} in this loop whenever the process gets a signal; {@code
   * loop.add_signal_handler}. Replaces this loop's previous one for the signal. Removed when the
   * loop closes.
   *
   * <p>Of several loops that handle one signal, the last one gets it.
   *
   * @param signal its name, such as {@code TERM} or {@code SIGTERM}
   * @throws IllegalArgumentException if there is no such signal
   * @throws UnsupportedOperationException if it cannot be caught, or the JVM keeps it for itself
   * @throws IllegalStateException if the loop is closed, or runs in another thread
   */
  public void addSignalHandler(String signal, Runnable callback) {
    signalHandlers().add(signal, handle(callback));
  }

  /**
   * Removes the callback of {@link #addSignalHandler}; the signal does again what it did before.
   * {@code loop.remove_signal_handler}.
   *
   * @return whether there was one
   * @throws IllegalStateException if the loop is closed, or runs in another thread
   */
  public boolean removeSignalHandler(String signal) {
    return signalHandlers().remove(signal);
  }

  private SignalHandlers signalHandlers() {
    return service(SignalHandlers.class, SignalHandlers::new);
  }

  /** A callback in a copy of the current context, not scheduled. */
  Handle handle(Runnable callback) {
    return new Handle(this, Objects.requireNonNull(callback, "callback"), Context.copyCurrent());
  }

  /** Seconds on the loop's monotonic clock; {@code loop.time}. Any thread. */
  public double time() {
    return Times.toSeconds(scheduler.nanos());
  }

  // ---- futures and tasks

  /** A pending future of this loop; {@code loop.create_future}. */
  public <T extends @Nullable Object> Future<T> createFuture() {
    return new Future<>(this, CreationSite.capture(this));
  }

  /** Makes a task with the loop's factory and schedules it; {@code loop.create_task}. */
  public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
    return createTask(coroutine, TaskOptions.DEFAULT);
  }

  /** Makes a task from code without a result. */
  public Task<@Nullable Void> createTask(Action action) {
    return createTask(Coroutine.of(action), TaskOptions.DEFAULT);
  }

  /**
   * Makes a task with a name, a context or another way to start.
   *
   * @throws IllegalStateException if the loop is closed, or runs in another thread
   */
  public <T extends @Nullable Object> Task<T> createTask(
      Coroutine<T> coroutine, TaskOptions options) {
    return startTask(coroutine, options);
  }

  <T extends @Nullable Object> Task<T> startTask(Awaitable<T> coroutine, TaskOptions options) {
    Objects.requireNonNull(coroutine, "coroutine");
    Objects.requireNonNull(options, "options");
    TaskFactory factory = taskFactory;
    return factory == null
        ? Task.create(this, coroutine, options)
        : factory.createTask(this, coroutine, options);
  }

  /**
   * Makes tasks differently from now on, or with null as by default; {@code loop.set_task_factory}.
   */
  public void setTaskFactory(@Nullable TaskFactory factory) {
    taskFactory = factory;
  }

  /** The factory that was set, or null; {@code loop.get_task_factory}. */
  public @Nullable TaskFactory getTaskFactory() {
    return taskFactory;
  }

  /**
   * The tasks that are not done, in order of creation; {@code asyncio.all_tasks(loop)}. From
   * another thread: a racy snapshot.
   */
  public Set<Task<?>> allTasks() {
    return new LinkedHashSet<>(unfinishedTasks());
  }

  private List<Task<?>> unfinishedTasks() {
    List<Task<?>> tasks = new ArrayList<>();
    for (Task<?> task = firstTask; task != null; task = task.next) {
      if (!task.done()) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  void addTask(Task<?> task) {
    Task<?> last = lastTask;
    if (last == null) {
      firstTask = task;
    } else {
      last.next = task;
      task.previous = last;
    }
    lastTask = task;
  }

  /** Leaves the task's own {@code next} in place: another thread may be walking the list. */
  void removeTask(Task<?> task) {
    Task<?> before = task.previous;
    Task<?> after = task.next;
    if (before == null) {
      firstTask = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      lastTask = before;
    } else {
      after.previous = before;
    }
  }

  // ---- threads

  /**
   * Runs blocking code in {@code executor}, or with null in the loop's default one (at most 32
   * daemon threads); {@code loop.run_in_executor}. The context is not carried over, see {@code
   * toThread}.
   *
   * <p>Cancelling the future keeps the code from starting; code that runs already goes on and its
   * outcome is dropped, unless the executor is a {@link StoppableExecutor}, which stops it.
   *
   * @throws IllegalStateException if the loop is closed or its default executor was shut down
   * @throws java.util.concurrent.RejectedExecutionException if the executor refuses
   */
  public <T extends @Nullable Object> Future<T> runInExecutor(
      @Nullable Executor executor, Callable<T> code) {
    Objects.requireNonNull(code, "code");
    checkUsable("runInExecutor");
    return ExecutorBridge.submit(this, executor == null ? defaultExecutor.get() : executor, code);
  }

  /**
   * Replaces the default executor; the old one is not shut down. {@code loop.set_default_executor}.
   */
  public void setDefaultExecutor(ExecutorService executor) {
    defaultExecutor.set(Objects.requireNonNull(executor, "executor"));
  }

  /** Waits without a limit, see {@link #shutdownDefaultExecutor(Duration)}. */
  public void shutdownDefaultExecutor() {
    shutdownDefaultExecutor(null);
  }

  /**
   * Lets the default executor finish what it has, and waits for its threads; {@code
   * loop.shutdown_default_executor}. Suspends. After {@code timeout} it gives up with a logged
   * warning that tells what it waited for, and interrupts that. Later {@link #runInExecutor} with
   * null is refused.
   */
  public void shutdownDefaultExecutor(@Nullable Duration timeout) {
    ExecutorService executor = defaultExecutor.refuseFurtherWork();
    if (executor == null) {
      return;
    }
    executor.shutdown();
    long limit = timeout == null ? Long.MAX_VALUE : Times.toNanos(timeout);
    boolean ended =
        ExecutorBridge.submit(
                this,
                DefaultExecutor.JOINER,
                () -> executor.awaitTermination(limit, TimeUnit.NANOSECONDS))
            .await();
    if (!ended) {
      Log.warning(
          "the default executor did not finish its work within "
              + timeout
              + "; its threads are left behind: "
              + DefaultExecutor.describeWork(executor));
      executor.shutdownNow();
    }
  }

  /** Any thread: lets nobody wait for ever for what a closed loop will not complete. */
  void failAtClose(CompletableFuture<?> outcome) {
    Runnable failure =
        () ->
            outcome.completeExceptionally(
                new IllegalStateException(
                    "the event loop was closed before this was done; wait for the outcome before"
                        + " the loop ends"));
    failuresAtClose.add(failure);
    CompletableFuture<?> _ = outcome.whenComplete((_, _) -> failuresAtClose.remove(failure));
    if (closed) {
      failure.run();
    }
  }

  /**
   * Registers an asynchronous generator that has begun, for {@link #shutdownAsyncgens} to close;
   * what the hook of {@code sys.set_asyncgen_hooks} does. After a shutdown it is logged: nobody may
   * come to close it. For makers of generators.
   *
   * @return takes the registration back
   */
  public Runnable closeAtShutdown(AutoCloseable generator) {
    if (asyncgensShutDown) {
      Log.warning(
          generator
              + " was first iterated after shutdownAsyncgens(), which would close it; close it"
              + " by try-with-resources");
    }
    openAsyncgens.add(generator);
    return () -> openAsyncgens.remove(generator);
  }

  /**
   * Closes every asynchronous generator that was started and not finished, concurrently; {@code
   * loop.shutdown_asyncgens}. Suspends. Failures go to the exception handler.
   */
  public void shutdownAsyncgens() {
    asyncgensShutDown = true;
    List<AutoCloseable> open = List.copyOf(openAsyncgens);
    openAsyncgens.clear();
    List<Coroutine<@Nullable Void>> closing =
        open.stream().map(generator -> Coroutine.of(generator::close)).toList();
    List<Outcome<@Nullable Void>> outcomes = Gather.<@Nullable Void>outcomes(closing).await();
    for (int i = 0; i < open.size(); i++) {
      if (outcomes.get(i) instanceof Outcome.Failure(Exception failure)) {
        reportUnclosed(open.get(i), failure);
      }
    }
  }

  private void reportUnclosed(AutoCloseable generator, Throwable failure) {
    callExceptionHandler(
        ErrorContext.of("an error occurred during closing of asynchronous generator " + generator)
            .with("exception", failure)
            .with("asyncgen", generator));
  }

  /** Without {@link #shutdownAsyncgens} before: {@code finally} blocks run, but cannot await. */
  private void unwind(AutoCloseable generator) {
    scheduler.resume(
        scheduler.newFiber(
            () -> {
              try {
                generator.close();
              } catch (Throwable failure) {
                reportUnclosed(generator, failure);
              }
            }));
  }

  // ---- work outside

  /**
   * Says that somebody outside the loop is at work and will call in, by {@link #callSoonThreadsafe}
   * or the like, until the returned object is closed. A loop on virtual time stands still meanwhile
   * and does not take the waiting for a deadlock; on real time it changes nothing. Executors,
   * awaited stages and blocking calls need it not, the loop knows of them.
   *
   * <pre>{@code
   * try (var _ = loop.foreignWork()) {
   *   answer.await(); // which the driver's own thread will set
   * }
   * }</pre>
   *
   * @throws IllegalStateException if the loop is closed, or runs in another thread
   */
  public ForeignWork foreignWork() {
    checkUsable("foreignWork");
    return new ForeignWork(this);
  }

  // ---- services

  /**
   * The one object of a type that the code of this loop shares, made when it is first asked for:
   * how higher layers keep what belongs to a loop. One that is {@link AutoCloseable} is closed with
   * the loop, after its tasks.
   *
   * @throws IllegalStateException if the loop is closed, or runs in another thread
   */
  public <S> S service(Class<S> type, Function<? super EventLoop, ? extends S> factory) {
    checkUsable("service");
    Object present = services.get(type);
    if (present == null) {
      present = factory.apply(this);
      services.put(type, present);
    }
    return type.cast(present);
  }

  /**
   * Sets what {@link #service} returns.
   *
   * @throws IllegalStateException if there is one already, if the loop is closed, or if it runs in
   *     another thread
   */
  public <S> void provide(Class<S> type, S service) {
    checkUsable("provide");
    Objects.requireNonNull(service, "service");
    Object present = services.putIfAbsent(type, service);
    if (present != null) {
      throw new IllegalStateException(
          "provide(" + type.getSimpleName() + ", …) comes too late, the loop uses " + present);
    }
  }

  /** The latest first: it may stand on earlier ones. */
  private void closeServices() {
    for (Object service : services.sequencedValues().reversed()) {
      if (service instanceof AutoCloseable closeable) {
        try {
          closeable.close();
        } catch (Exception failure) {
          callExceptionHandler(
              ErrorContext.of("an error occurred while closing " + service)
                  .with("exception", failure));
        }
      }
    }
    services.clear();
  }

  // ---- errors

  /**
   * Calls {@code handler} for what nobody else can be told, or with null logs it; {@code
   * loop.set_exception_handler}.
   */
  public void setExceptionHandler(@Nullable ExceptionHandler handler) {
    exceptionHandler = handler;
  }

  /** The handler that was set, or null; {@code loop.get_exception_handler}. */
  public @Nullable ExceptionHandler getExceptionHandler() {
    return exceptionHandler;
  }

  /**
   * Logs the report at level ERROR under the name {@code asyncio}; {@code
   * loop.default_exception_handler}.
   */
  public void defaultExceptionHandler(ErrorContext context) {
    Log.error(context.describe(), context.exception());
  }

  /**
   * Reports to the handler that is set, or logs; {@code loop.call_exception_handler}. A handler
   * that fails is logged as well.
   */
  public void callExceptionHandler(ErrorContext context) {
    Objects.requireNonNull(context, "context");
    ExceptionHandler handler = exceptionHandler;
    if (handler == null) {
      defaultExceptionHandler(context);
      return;
    }
    try {
      handler.handle(this, context);
    } catch (KeyboardInterrupt interrupt) {
      throw interrupt;
    } catch (Throwable failure) {
      defaultExceptionHandler(
          ErrorContext.of("Unhandled error in exception handler")
              .with("exception", failure)
              .with("context", context));
    }
  }

  // ---- debug

  /** The engine of this process, {@code fast} or {@code portable}; any thread. */
  public static String engine() {
    return Engine.current().name();
  }

  /**
   * The timers of {@link #callLater} and {@link #callAt} that have neither fired nor been
   * cancelled, those of timeouts included, in no order.
   *
   * @throws IllegalStateException if the loop runs in another thread
   */
  public List<TimerHandle> scheduledTimers() {
    checkThread("scheduledTimers");
    List<TimerHandle> timers = new ArrayList<>();
    scheduler
        .timers()
        .forEachLive(
            entry -> {
              if (entry instanceof TimerHandle timer) {
                timers.add(timer);
              }
            });
    return timers;
  }

  /** What the loop holds right now, for tests and monitoring. */
  public LoopStatistics statistics() {
    return new LoopStatistics(
        unfinishedTasks().size(), scheduler.timers().live(), scheduler.readyCount());
  }

  /** Whether debug mode is on; {@code loop.get_debug}. */
  public boolean getDebug() {
    return debug;
  }

  /** Switches debug mode; {@code loop.set_debug}. The watchdog starts with the next run. */
  public void setDebug(boolean enabled) {
    debug = enabled;
    scheduler.setDebug(enabled);
  }

  /**
   * Whether futures, tasks and handles remember where they were created, as they do in debug mode,
   * so that reports can say it; what {@code sys.set_coroutine_origin_tracking_depth} does. It costs
   * about a microsecond each.
   */
  public void setOriginTracking(boolean enabled) {
    originTracking = enabled;
  }

  boolean tracksOrigins() {
    return debug || originTracking;
  }

  /**
   * Steps that take longer, on the loop's clock, are reported in debug mode, 0.1 s by default;
   * {@code loop.slow_callback_duration}.
   */
  public Duration getSlowCallbackDuration() {
    return Duration.ofNanos(scheduler.slowNanos);
  }

  /**
   * Sets what {@link #getSlowCallbackDuration} returns.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public void setSlowCallbackDuration(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "the slow callback duration must not be negative, and "
              + duration
              + " is; use zero to report every step");
    }
    scheduler.slowNanos = Times.toNanos(duration);
  }

  private final class Listener implements LoopListener {

    @Override
    public void callbackFailed(Callback callback, Throwable failure) {
      if (failure instanceof KeyboardInterrupt) {
        scheduler.escape(failure);
        return;
      }
      ErrorContext context =
          ErrorContext.of("Exception in callback " + callback)
              .with("exception", failure)
              .with("handle", callback);
      CreationSite site = callback instanceof Handle handle ? handle.createdAt() : null;
      callExceptionHandler(
          site == null ? context : context.with("source_traceback", site.describe()));
    }

    @Override
    public void slow(Object entry, long nanos) {
      Log.warning("Executing " + entry + " took " + Debug.seconds(nanos) + " seconds");
    }
  }

  // ---- checks

  Scheduler scheduler() {
    return scheduler;
  }

  /** The context of the library's own callbacks. */
  Context ownContext() {
    return ownContext;
  }

  UnretrievedFailures unretrievedFailures() {
    return unretrievedFailures;
  }

  /** Whether the caller is a task or callback of this loop. */
  boolean isCurrent() {
    Fiber fiber = Fiber.current();
    return fiber != null && fiber.loop == this;
  }

  /** The loop whose task or callback is calling, or null. */
  static @Nullable EventLoop runningOrNull() {
    Fiber fiber = Fiber.current();
    return fiber == null ? null : (EventLoop) fiber.loop;
  }

  /** Whether the loop runs and the caller is not one of its tasks and callbacks. */
  boolean runsElsewhere() {
    return running.get() && !isCurrent();
  }

  void checkThread(String operation) {
    if (runsElsewhere()) {
      throw new IllegalStateException(
          operation
              + " is not thread-safe: it was called from "
              + Thread.currentThread()
              + " while the loop runs in another thread; wrap the call: loop.callSoonThreadsafe(()"
              + " -> …)");
    }
  }

  private void checkNotClosed(String operation) {
    if (closed) {
      throw new IllegalStateException(
          operation + " needs an open event loop, and this one is closed; create a new loop");
    }
  }

  void checkUsable(String operation) {
    checkNotClosed(operation);
    checkThread(operation);
  }

  @Override
  public String toString() {
    return "<EventLoop "
        + (closed ? "closed" : isRunning() ? "running" : "idle")
        + (debug ? " debug" : "")
        + ">";
  }
}
