package asyncio;

import asyncio.context.Context;
import asyncio.iteration.AsyncGenerator;
import asyncio.iteration.AsyncIterator;
import asyncio.iteration.AsyncIterators;
import asyncio.iteration.GeneratorBody;
import asyncio.net.ConnectOptions;
import asyncio.net.Datagram;
import asyncio.net.DatagramOptions;
import asyncio.net.ListenOptions;
import asyncio.net.NameCalls;
import asyncio.net.Server;
import asyncio.net.ServingLoops;
import asyncio.net.SocketCalls;
import asyncio.process.Pipes;
import asyncio.process.Process;
import asyncio.process.ProcessOptions;
import asyncio.process.SubprocessConnected;
import asyncio.process.SubprocessProtocol;
import asyncio.process.Subprocesses;
import asyncio.resource.ContextManager;
import asyncio.resource.ContextScope;
import asyncio.resource.ExitStack;
import asyncio.resource.With;
import asyncio.stream.Connection;
import asyncio.stream.ConnectionHandler;
import asyncio.stream.ConnectionOptions;
import asyncio.stream.ServerOptions;
import asyncio.stream.StreamHandler;
import asyncio.stream.Streams;
import asyncio.task.Action;
import asyncio.task.AsCompleted;
import asyncio.task.Awaitable;
import asyncio.task.CallGraph;
import asyncio.task.Coroutine;
import asyncio.task.CoroutineObject;
import asyncio.task.CurrentLoop;
import asyncio.task.DefaultLoop;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.Futures;
import asyncio.task.Gather;
import asyncio.task.Outcome;
import asyncio.task.ReturnWhen;
import asyncio.task.RunOptions;
import asyncio.task.Runner;
import asyncio.task.ScopeAction;
import asyncio.task.ScopeBody;
import asyncio.task.Shield;
import asyncio.task.Sleep;
import asyncio.task.Task;
import asyncio.task.TaskGroup;
import asyncio.task.TaskOptions;
import asyncio.task.Threads;
import asyncio.task.Timeout;
import asyncio.task.Wait;
import asyncio.task.WaitFor;
import asyncio.task.WaitResult;
import asyncio.tls.TlsOptions;
import asyncio.transport.Connected;
import asyncio.transport.Connections;
import asyncio.transport.DatagramEndpoint;
import asyncio.transport.DatagramProtocol;
import asyncio.transport.FlowControlledProtocol;
import asyncio.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All of asyncio's functions, for {@code import static asyncio.Asyncio.*;}. The names are asyncio's
 * in camelCase.
 *
 * <p>Where a method says that it <b>suspends</b>, it must be called inside a task, and other tasks
 * run meanwhile. A suspending method throws {@link asyncio.task.CancelledError} if the task is
 * cancelled there. A coroutine's own exception comes out unchanged, checked or not: to catch a
 * checked one, catch {@link Exception} or use {@link Future#await(Class)}.
 */
public final class Asyncio {

  /** {@link #wait} returns with the first that is done. */
  public static final ReturnWhen FIRST_COMPLETED = ReturnWhen.FIRST_COMPLETED;

  /** {@link #wait} returns with the first that has failed. */
  public static final ReturnWhen FIRST_EXCEPTION = ReturnWhen.FIRST_EXCEPTION;

  /** {@link #wait} returns when all are done. */
  public static final ReturnWhen ALL_COMPLETED = ReturnWhen.ALL_COMPLETED;

  private Asyncio() {}

  // ---- running

  /**
   * Runs a program: makes a loop, runs {@code main} on it to its end, cancels what is left and
   * waits for it, closes the loop, and returns the result. {@code asyncio.run}. Blocks the calling
   * thread. Ctrl-C on the main thread cancels {@code main}, see {@link Runner}.
   *
   * @throws IllegalStateException if called inside a running loop
   * @throws asyncio.task.KeyboardInterrupt if {@code main} was cancelled by Ctrl-C
   */
  public static <T extends @Nullable Object> T run(Awaitable<T> main) {
    return run(RunOptions.DEFAULT, main);
  }

  /** Runs a program without a result; see {@link #run(Awaitable)}. */
  public static void run(Action main) {
    run(RunOptions.DEFAULT, main);
  }

  /** Runs a program in debug mode or on a loop of one's own; see {@link #run(Awaitable)}. */
  public static <T extends @Nullable Object> T run(RunOptions options, Awaitable<T> main) {
    CurrentLoop.checkNone("asyncio.run()");
    try (Runner runner = new Runner(options)) {
      return runner.run(main);
    }
  }

  /**
   * Runs a program without a result in debug mode or on a loop of one's own; see {@link
   * #run(Awaitable)}.
   */
  public static void run(RunOptions options, Action main) {
    run(options, Coroutine.of(main));
  }

  // ---- loops

  /** A new loop, which the caller must close; {@code asyncio.new_event_loop}. */
  public static EventLoop newEventLoop() {
    return DefaultLoop.create();
  }

  /**
   * The loop that runs the caller; {@code asyncio.get_running_loop}.
   *
   * @throws IllegalStateException if the caller is no task or callback of a loop
   */
  public static EventLoop getRunningLoop() {
    return CurrentLoop.running();
  }

  /**
   * The loop that runs the caller, else the one that was set for this thread; {@code
   * asyncio.get_event_loop}.
   *
   * @throws IllegalStateException if there is neither
   */
  public static EventLoop getEventLoop() {
    return CurrentLoop.get();
  }

  /**
   * Sets the loop that {@link #getEventLoop} returns on this thread, or with null none; {@code
   * asyncio.set_event_loop}.
   */
  public static void setEventLoop(@Nullable EventLoop loop) {
    CurrentLoop.set(loop);
  }

  // ---- tasks

  /**
   * Starts a coroutine as a task and returns at once; {@code asyncio.create_task}. The task takes
   * its first step when the caller suspends. The loop holds it until it is done.
   *
   * <p>Rely on no order between tasks: they take turns as they became ready, as in asyncio, but
   * under a {@link asyncio.spi.TurnOrder}, with which tests look for races, any ready task may be
   * next. Promised in either case: a task runs alone until it suspends, and callbacks of {@code
   * callSoon} run in the order of their registration.
   *
   * @throws IllegalStateException if there is no running loop
   */
  public static <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
    return getRunningLoop().createTask(coroutine);
  }

  /** Starts code without a result as a task; see {@link #createTask(Coroutine)}. */
  public static Task<@Nullable Void> createTask(Action action) {
    return getRunningLoop().createTask(action);
  }

  /** Starts a task with a name; see {@link #createTask(Coroutine)}. */
  public static <T extends @Nullable Object> Task<T> createTask(
      String name, Coroutine<T> coroutine) {
    return getRunningLoop().createTask(coroutine, TaskOptions.named(name));
  }

  /** Starts code without a result as a task with a name; see {@link #createTask(Coroutine)}. */
  public static Task<@Nullable Void> createTask(String name, Action action) {
    return getRunningLoop().createTask(Coroutine.of(action), TaskOptions.named(name));
  }

  /** Starts a task with a name, a context or eagerly; see {@link #createTask(Coroutine)}. */
  public static <T extends @Nullable Object> Task<T> createTask(
      TaskOptions options, Coroutine<T> coroutine) {
    return getRunningLoop().createTask(coroutine, options);
  }

  /**
   * Starts code without a result as a task with a name, a context or eagerly; see {@link
   * #createTask(Coroutine)}.
   */
  public static Task<@Nullable Void> createTask(TaskOptions options, Action action) {
    return getRunningLoop().createTask(Coroutine.of(action), options);
  }

  /** The awaitable itself if it is a future, else a task of it; {@code asyncio.ensure_future}. */
  public static <T extends @Nullable Object> Future<T> ensureFuture(Awaitable<T> awaitable) {
    return Futures.ensureFuture(awaitable, getRunningLoop());
  }

  /** A pending future of the running loop; {@code loop.create_future}. */
  public static <T extends @Nullable Object> Future<T> createFuture() {
    return getRunningLoop().createFuture();
  }

  /**
   * The task that runs the caller, or null in a callback; {@code asyncio.current_task}.
   *
   * @throws IllegalStateException if there is no running loop
   */
  public static @Nullable Task<?> currentTask() {
    return CurrentLoop.task();
  }

  /**
   * The tasks of the running loop that are not done; {@code asyncio.all_tasks}.
   *
   * @throws IllegalStateException if there is no running loop
   */
  public static Set<Task<?>> allTasks() {
    return getRunningLoop().allTasks();
  }

  /**
   * A one-shot coroutine object of {@code body}: what calling an {@code async def} function gives
   * in Python.
   */
  public static <T extends @Nullable Object> CoroutineObject<T> coroutine(Coroutine<T> body) {
    return CoroutineObject.of(body);
  }

  /** A one-shot coroutine object without a result. */
  public static CoroutineObject<@Nullable Void> coroutine(Action body) {
    return CoroutineObject.of(body);
  }

  // ---- waiting

  /**
   * Waits for an awaitable, as Python's {@code await}. Suspends unless the outcome is there. A
   * coroutine runs in the caller's own task.
   *
   * @throws Exception what it throws
   */
  public static <T extends @Nullable Object> T await(Awaitable<T> awaitable) throws Exception {
    return awaitable.await();
  }

  /** Waits for a future. Suspends unless it is done. */
  public static <T extends @Nullable Object> T await(Future<T> future) {
    return future.await();
  }

  /**
   * Waits for a stage of any kind, such as a {@link CompletableFuture}. Suspends. The stage's
   * exception comes out unwrapped; cancelling the task cancels the stage.
   */
  public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    return Futures.<T>wrap(stage, getRunningLoop()).await();
  }

  /**
   * The running loop's future for a stage; {@code asyncio.wrap_future}. Outcomes and cancellations
   * cross both ways.
   */
  public static <T extends @Nullable Object> Future<T> wrapFuture(CompletionStage<T> stage) {
    return Futures.wrap(stage, getRunningLoop());
  }

  /**
   * Suspends for a time; {@code asyncio.sleep}. Zero or a negative time lets every other ready task
   * run once; under a {@link asyncio.spi.TurnOrder} it only gives way, and the caller itself may be
   * next. To let another task get somewhere, wait for what it does there, such as an {@link
   * asyncio.sync.Event}; in tests, {@code waitUntilIdle} of the testing kit waits for all.
   */
  public static void sleep(Duration delay) {
    Sleep.sleep(delay);
  }

  /** Suspends for a time and returns {@code result}; {@code asyncio.sleep(delay, result)}. */
  public static <T extends @Nullable Object> T sleep(Duration delay, T result) {
    Sleep.sleep(delay);
    return result;
  }

  /**
   * Waits for {@code awaitable} at most {@code timeout} (null: without a limit), then cancels it
   * and waits until it has ended; {@code asyncio.wait_for}. Suspends. A coroutine runs in the
   * caller's own task. With a timeout of zero or less, only a future that is done gives its result.
   *
   * @throws TimeoutException if it was cancelled for being late; a result or failure that it ends
   *     with all the same comes out instead
   */
  public static <T extends @Nullable Object> T waitFor(
      Awaitable<T> awaitable, @Nullable Duration timeout) throws TimeoutException {
    return WaitFor.waitFor(awaitable, timeout);
  }

  /** Waits for code without a result; see {@link #waitFor(Awaitable, Duration)}. */
  public static void waitFor(Action action, @Nullable Duration timeout) throws TimeoutException {
    WaitFor.waitFor(Coroutine.of(action), timeout);
  }

  /**
   * A future that follows {@code awaitable} and can be cancelled without cancelling it; {@code
   * asyncio.shield}. A finished future is returned as it is. A failure after the shield was
   * cancelled goes to the exception handler.
   */
  public static <T extends @Nullable Object> Future<T> shield(Awaitable<T> awaitable) {
    return Shield.shield(awaitable);
  }

  // ---- gather

  /**
   * Runs awaitables concurrently and returns their results in the order of the arguments; {@code
   * await asyncio.gather}. Suspends.
   *
   * <p>The first failure comes out at once; the others go on. Cancelling the caller cancels all and
   * waits for them. A future or coroutine object that is given twice runs once, a lambda twice.
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends @Nullable Object> List<T> gather(Awaitable<? extends T>... awaitables) {
    return Gather.<T>results(Arrays.asList(awaitables)).await();
  }

  /** Runs code without results concurrently; see {@link #gather(Awaitable...)}. */
  public static void gather(Action... actions) {
    Gather.<@Nullable Void>results(Arrays.stream(actions).map(Coroutine::of).toList()).await();
  }

  /** Like {@link #gather(Awaitable...)}, for a collection. */
  public static <T extends @Nullable Object> List<T> gather(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return Gather.<T>results(awaitables).await();
  }

  /**
   * Gathers two results of different types, for example into a record: {@code gather(a, b,
   * Pair::new)}.
   */
  public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      R gather(
          Awaitable<A> a, Awaitable<B> b, Combine.Two<? super A, ? super B, ? extends R> combine) {
    return Combine.two(a, b, combine);
  }

  /** Gathers three results of different types. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      R gather(
          Awaitable<A> a,
          Awaitable<B> b,
          Awaitable<C> c,
          Combine.Three<? super A, ? super B, ? super C, ? extends R> combine) {
    return Combine.three(a, b, c, combine);
  }

  /** Gathers four results of different types. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      R gather(
          Awaitable<A> a,
          Awaitable<B> b,
          Awaitable<C> c,
          Awaitable<D> d,
          Combine.Four<? super A, ? super B, ? super C, ? super D, ? extends R> combine) {
    return Combine.four(a, b, c, d, combine);
  }

  /** Gathers five results of different types. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          E extends @Nullable Object,
          R extends @Nullable Object>
      R gather(
          Awaitable<A> a,
          Awaitable<B> b,
          Awaitable<C> c,
          Awaitable<D> d,
          Awaitable<E> e,
          Combine.Five<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R>
              combine) {
    return Combine.five(a, b, c, d, e, combine);
  }

  /**
   * The group as a future, without waiting: {@code asyncio.gather} itself. Cancelling it cancels
   * every member.
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends @Nullable Object> Future<List<T>> gatherFuture(
      Awaitable<? extends T>... awaitables) {
    return Gather.results(Arrays.asList(awaitables));
  }

  /** Like {@link #gatherFuture(Awaitable...)}, for a collection. */
  public static <T extends @Nullable Object> Future<List<T>> gatherFuture(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return Gather.results(awaitables);
  }

  /**
   * Runs awaitables concurrently and returns how each ended, in the order of the arguments; {@code
   * asyncio.gather(…, return_exceptions=True)}. Suspends.
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends @Nullable Object> List<Outcome<T>> gatherOutcomes(
      Awaitable<? extends T>... awaitables) {
    return Gather.<T>outcomes(Arrays.asList(awaitables)).await();
  }

  /** Like {@link #gatherOutcomes(Awaitable...)}, for a collection. */
  public static <T extends @Nullable Object> List<Outcome<T>> gatherOutcomes(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return Gather.<T>outcomes(awaitables).await();
  }

  /** {@link #gatherOutcomes(Awaitable...)} as a future, without waiting. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends @Nullable Object> Future<List<Outcome<T>>> gatherOutcomesFuture(
      Awaitable<? extends T>... awaitables) {
    return Gather.outcomes(Arrays.asList(awaitables));
  }

  /** {@link #gatherOutcomes(Collection)} as a future, without waiting. */
  public static <T extends @Nullable Object> Future<List<Outcome<T>>> gatherOutcomesFuture(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return Gather.outcomes(awaitables);
  }

  // ---- wait and asCompleted

  /**
   * Waits for all; see {@link #wait(Collection, Duration, ReturnWhen)}. Imported statically it
   * hides behind {@link Object#wait()}: call it as {@code Asyncio.wait}, or use {@link
   * #waitUntil(ReturnWhen, Collection)}.
   */
  public static <T extends @Nullable Object> WaitResult<T> wait(
      Collection<? extends Future<? extends T>> futures) {
    return Wait.wait(futures, null, ReturnWhen.ALL_COMPLETED);
  }

  /**
   * Waits until some or all futures are done; {@code asyncio.wait}. Suspends, even if they are done
   * already. Neither cancels the futures nor throws what they threw.
   *
   * @param timeout how long at most; null for no limit. When it is over, the result says what is
   *     done
   * @throws IllegalArgumentException if the collection is empty
   */
  public static <T extends @Nullable Object> WaitResult<T> wait(
      Collection<? extends Future<? extends T>> futures,
      @Nullable Duration timeout,
      ReturnWhen returnWhen) {
    return Wait.wait(futures, timeout, returnWhen);
  }

  /**
   * {@link #wait(Collection, Duration, ReturnWhen)} in the order of speech: {@code
   * waitUntil(FIRST_COMPLETED, tasks)}.
   */
  public static <T extends @Nullable Object> WaitResult<T> waitUntil(
      ReturnWhen returnWhen, Collection<? extends Future<? extends T>> futures) {
    return Wait.wait(futures, null, returnWhen);
  }

  /** {@link #wait(Collection, Duration, ReturnWhen)} in the order of speech, with a limit. */
  public static <T extends @Nullable Object> WaitResult<T> waitUntil(
      ReturnWhen returnWhen,
      Collection<? extends Future<? extends T>> futures,
      @Nullable Duration timeout) {
    return Wait.wait(futures, timeout, returnWhen);
  }

  /**
   * The futures (or tasks of the coroutines) in the order in which they end; {@code
   * asyncio.as_completed}. A for-each over the result suspends at each step; over its {@link
   * AsCompleted#awaitables} it suspends where an item is awaited.
   */
  public static <T extends @Nullable Object> AsCompleted<T> asCompleted(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return AsCompleted.of(awaitables, null);
  }

  /** Like {@link #asCompleted(Collection)}, for awaitables one by one. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends @Nullable Object> AsCompleted<T> asCompleted(
      Awaitable<? extends T>... awaitables) {
    return AsCompleted.of(Arrays.asList(awaitables), null);
  }

  /**
   * Like {@link #asCompleted(Collection)} with a limit for all together.
   *
   * @throws TimeoutException not here, but from the iteration, when the time is over; declared here
   *     so that it can be caught around the loop
   */
  @SuppressWarnings("RedundantThrows")
  public static <T extends @Nullable Object> AsCompleted<T> asCompleted(
      Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout)
      throws TimeoutException {
    return AsCompleted.of(awaitables, timeout);
  }

  // ---- iteration

  /**
   * An asynchronous generator: what calling an {@code async def} function with {@code yield} in it
   * gives in Python. The body begins when the first item is asked for.
   *
   * <pre>{@code
   * AsyncIterator<Integer> countdown(int n) {
   *   return generator(
   *       out -> {
   *         for (int i = n; i > 0; i--) {
   *           sleep(seconds(1));
   *           out.yield(i);
   *         }
   *       });
   * }
   * }</pre>
   */
  public static <T extends @Nullable Object, S> AsyncGenerator<T, S> generator(
      GeneratorBody<T, S> body) {
    return AsyncGenerator.of(body);
  }

  /**
   * The next item; {@code anext}. Suspends. What the source throws comes out unchanged, checked or
   * not.
   *
   * @throws asyncio.iteration.StopAsyncIteration if there are no more
   */
  public static <T extends @Nullable Object> T anext(AsyncIterator<T> iterator) {
    return AsyncIterators.next(iterator);
  }

  /** The next item, or {@code defaultValue} if there are no more; {@code anext}. Suspends. */
  public static <T extends @Nullable Object> T anext(
      AsyncIterator<? extends T> iterator, T defaultValue) {
    return AsyncIterators.next(iterator, defaultValue);
  }

  /**
   * The next item of a plain iterator, which may suspend; {@code anext}.
   *
   * @throws asyncio.iteration.StopAsyncIteration if there are no more
   */
  public static <T extends @Nullable Object> T anext(Iterator<T> iterator) {
    return AsyncIterators.next(iterator);
  }

  /**
   * The next item of a plain iterator, which may suspend, or {@code defaultValue}; {@code anext}.
   */
  public static <T extends @Nullable Object> T anext(
      Iterator<? extends T> iterator, T defaultValue) {
    return iterator.hasNext() ? iterator.next() : defaultValue;
  }

  // ---- scopes

  /**
   * A limit for one block, from now (null: none); {@code asyncio.timeout}. Run the block with
   * {@link Timeout#run}.
   *
   * @throws IllegalStateException if there is no running loop
   */
  public static Timeout timeout(@Nullable Duration delay) {
    EventLoop loop = getRunningLoop();
    return new Timeout(
        delay == null ? null : loop.time() + delay.getSeconds() + delay.getNano() / 1e9);
  }

  /**
   * Runs a block with a time limit: {@code async with asyncio.timeout(delay)}. Suspends where the
   * block does.
   *
   * @throws TimeoutException if the block was cancelled for being late
   */
  public static <T extends @Nullable Object> T timeout(@Nullable Duration delay, Coroutine<T> block)
      throws TimeoutException {
    return timeout(delay).run(block);
  }

  /** Runs a block without a result with a time limit; see {@link #timeout(Duration, Coroutine)}. */
  public static void timeout(@Nullable Duration delay, Action block) throws TimeoutException {
    timeout(delay).run(block);
  }

  /**
   * Runs a block that is given its scope, to reschedule it; see {@link #timeout(Duration,
   * Coroutine)}.
   */
  public static <T extends @Nullable Object> T timeout(
      @Nullable Duration delay, ScopeBody<Timeout, T> block) throws TimeoutException {
    return timeout(delay).run(block);
  }

  /**
   * Runs a block without a result that is given its scope; see {@link #timeout(Duration,
   * Coroutine)}.
   */
  @SuppressWarnings(
      "overloads") // braces tell them apart, or (Timeout scope) -> … where the block only throws
  public static void timeout(@Nullable Duration delay, ScopeAction<Timeout> block)
      throws TimeoutException {
    timeout(delay).run(ScopeBody.of(block));
  }

  /**
   * A limit for one block at a moment on the loop's clock, in seconds (null: none); {@code
   * asyncio.timeout_at}.
   */
  public static Timeout timeoutAt(@Nullable Double when) {
    return new Timeout(when);
  }

  /** Runs a block until a moment on the loop's clock; see {@link #timeout(Duration, Coroutine)}. */
  public static <T extends @Nullable Object> T timeoutAt(@Nullable Double when, Coroutine<T> block)
      throws TimeoutException {
    return timeoutAt(when).run(block);
  }

  /**
   * Runs a block without a result until a moment on the loop's clock; see {@link #timeout(Duration,
   * Coroutine)}.
   */
  public static void timeoutAt(@Nullable Double when, Action block) throws TimeoutException {
    timeoutAt(when).run(block);
  }

  /**
   * Runs a block that may start tasks in a group, and returns when all of them have ended: {@code
   * async with asyncio.TaskGroup()}. Suspends. See {@link TaskGroup} for failures and cancellation.
   *
   * @throws asyncio.task.ExceptionGroup if a task or the block failed
   */
  public static <T extends @Nullable Object> T taskGroup(ScopeBody<TaskGroup, T> block) {
    return new TaskGroup().run(block);
  }

  /**
   * Runs a block without a result that may start tasks in a group; see {@link
   * #taskGroup(ScopeBody)}.
   */
  @SuppressWarnings(
      "overloads") // braces tell them apart, or (TaskGroup group) -> … where the block only throws
  public static void taskGroup(ScopeAction<TaskGroup> block) {
    new TaskGroup().run(ScopeBody.of(block));
  }

  // ---- sockets

  /**
   * Accepts a connection; {@code loop.sock_accept}. Suspends until one has come. Cancellation loses
   * none.
   *
   * <p>This and the following work on channels of the JDK in non-blocking mode, which stay the
   * caller's to close. Of the tasks that use a channel one may receive (or accept) and one send at
   * a time. The loop goes on watching a channel on which somebody had to wait until it is closed,
   * or until {@code loop.readiness(channel).close()}.
   *
   * @return the connection, in non-blocking mode; its {@code getRemoteAddress} is who called
   * @throws IllegalArgumentException if the channel is in blocking mode
   * @throws IllegalStateException if another task waits for the same, or if a stream or transport
   *     owns the channel
   */
  public static SocketChannel sockAccept(ServerSocketChannel channel) throws IOException {
    return SocketCalls.accept(channel);
  }

  /**
   * Connects; {@code loop.sock_connect}. Suspends until the other end has answered. Cancellation
   * leaves the channel half connected: close it.
   *
   * @param address an unresolved one is looked up
   * @throws IOException if the other end refuses or the name is unknown; the channel is closed then
   * @throws IllegalArgumentException if the channel is in blocking mode
   */
  public static void sockConnect(SocketChannel channel, SocketAddress address) throws IOException {
    SocketCalls.connect(channel, address);
  }

  /**
   * Receives what is there, at most {@code size} bytes; {@code loop.sock_recv}. Suspends until
   * something is. Cancellation loses nothing.
   *
   * @return the bytes; none at the end of the stream
   * @throws IllegalArgumentException if {@code size} is negative or the channel is in blocking mode
   */
  public static <C extends SelectableChannel & ReadableByteChannel> byte[] sockRecv(
      C channel, int size) throws IOException {
    return SocketCalls.receive(channel, size);
  }

  /**
   * Receives into a buffer; {@code loop.sock_recv_into}. Suspends until something is there.
   * Cancellation loses nothing.
   *
   * @return how many bytes; -1 at the end of the stream, as everywhere in Java
   * @throws IllegalArgumentException if the channel is in blocking mode
   */
  public static <C extends SelectableChannel & ReadableByteChannel> int sockRecvInto(
      C channel, ByteBuffer target) throws IOException {
    return SocketCalls.receiveInto(channel, target);
  }

  /**
   * Receives a datagram; {@code loop.sock_recvfrom}. Suspends until one has come. Cancellation
   * loses none.
   *
   * @param size how many bytes of it at most; the rest is dropped
   * @throws IllegalArgumentException if {@code size} is negative or the channel is in blocking mode
   */
  public static Datagram sockRecvfrom(DatagramChannel channel, int size) throws IOException {
    return SocketCalls.receiveFrom(channel, size);
  }

  /**
   * Receives a datagram into a buffer, whose position tells its size; {@code
   * loop.sock_recvfrom_into}. Suspends until one has come. What the buffer has no room for is
   * dropped.
   *
   * @return who sent it
   * @throws IllegalArgumentException if the channel is in blocking mode
   */
  public static SocketAddress sockRecvfromInto(DatagramChannel channel, ByteBuffer target)
      throws IOException {
    return SocketCalls.receiveFromInto(channel, target);
  }

  /**
   * Receives at most {@code size} bytes of a datagram; see {@link
   * #sockRecvfromInto(DatagramChannel, ByteBuffer)}.
   *
   * @throws IllegalArgumentException if {@code size} is negative or more than the buffer has room
   *     for, or if the channel is in blocking mode
   */
  public static SocketAddress sockRecvfromInto(DatagramChannel channel, ByteBuffer target, int size)
      throws IOException {
    return SocketCalls.receiveFromInto(channel, target, size);
  }

  /**
   * Sends all of it; {@code loop.sock_sendall}. Suspends until the system has taken it.
   * Cancellation leaves open how much was sent.
   *
   * @throws IllegalArgumentException if the channel is in blocking mode
   */
  public static <C extends SelectableChannel & WritableByteChannel> void sockSendall(
      C channel, byte[] data) throws IOException {
    SocketCalls.sendAll(channel, ByteBuffer.wrap(data));
  }

  /**
   * Sends all of a buffer, whose position tells after a cancellation or failure how much was sent;
   * see {@link #sockSendall(SelectableChannel, byte[])}.
   */
  public static <C extends SelectableChannel & WritableByteChannel> void sockSendall(
      C channel, ByteBuffer source) throws IOException {
    SocketCalls.sendAll(channel, source);
  }

  /**
   * Sends a datagram; {@code loop.sock_sendto}. Suspends until the system has room for it.
   *
   * @return how many bytes it has
   * @throws IllegalArgumentException if the channel is in blocking mode
   */
  public static int sockSendto(DatagramChannel channel, byte[] data, SocketAddress address)
      throws IOException {
    return SocketCalls.sendTo(channel, ByteBuffer.wrap(data), address);
  }

  /** Sends a datagram; see {@link #sockSendto(DatagramChannel, byte[], SocketAddress)}. */
  public static int sockSendto(DatagramChannel channel, ByteBuffer source, SocketAddress address)
      throws IOException {
    return SocketCalls.sendTo(channel, source, address);
  }

  /** Sends a whole file; see {@link #sockSendfile(SocketChannel, FileChannel, long, long)}. */
  public static long sockSendfile(SocketChannel channel, FileChannel file) throws IOException {
    return SocketCalls.sendFile(channel, file, 0, Long.MAX_VALUE);
  }

  /**
   * Sends a part of a file, without copying it where the system can; {@code loop.sock_sendfile}.
   * Suspends whenever the receiver is slower than the file. The file's position is set to what
   * comes after the last byte that was sent, in whatever way this ends.
   *
   * @param count how many bytes at most; what the file has less is left out
   * @return how many bytes were sent
   * @throws IllegalArgumentException if {@code offset} is negative, {@code count} is not positive,
   *     or the channel is in blocking mode
   */
  public static long sockSendfile(SocketChannel channel, FileChannel file, long offset, long count)
      throws IOException {
    return SocketCalls.sendFile(channel, file, offset, count);
  }

  /**
   * The addresses of a host with a port, at least one, the best first; {@code loop.getaddrinfo}.
   * Suspends, but not for an address literal; a slow name server delays nobody else. Cancellation
   * leaves nothing behind that others would notice.
   *
   * @throws java.net.UnknownHostException if there are none, or the name server does not answer
   */
  public static List<InetSocketAddress> getaddrinfo(String host, int port) throws IOException {
    return NameCalls.addresses(host, port, null);
  }

  /**
   * The addresses of a host in one family, {@link java.net.StandardProtocolFamily#INET} or {@code
   * INET6}; see {@link #getaddrinfo(String, int)}.
   */
  public static List<InetSocketAddress> getaddrinfo(String host, int port, ProtocolFamily family)
      throws IOException {
    return NameCalls.addresses(host, port, family);
  }

  /**
   * The name of an address, or the address as text if it has none; {@code loop.getnameinfo}.
   * Suspends.
   *
   * @throws java.net.UnknownHostException if the name server does not answer
   * @throws IllegalArgumentException if the address is unresolved
   */
  public static String getnameinfo(InetSocketAddress address) throws IOException {
    return NameCalls.name(address);
  }

  // ---- resources

  /**
   * Runs a block in a context manager and returns the block's value: {@code async with manager as
   * value}. Enters the manager, runs the block with what that gives, and leaves the manager however
   * the block ended, a cancellation included. Suspends where they do; outside of a task it works as
   * long as nothing suspends.
   *
   * <p>If leaving fails, that takes the place of the block's failure and has it among its
   * {@linkplain Throwable#getSuppressed suppressed}. Cancelled while entering, nothing was entered,
   * and neither block nor exit runs.
   *
   * @return null if the manager swallowed the block's failure
   */
  public static <T extends @Nullable Object, R extends @Nullable Object> @Nullable R with(
      ContextManager<T> manager, ScopeBody<? super T, R> block) {
    return With.run(manager, block);
  }

  /**
   * Runs a block without a result in a context manager; see {@link #with(ContextManager,
   * ScopeBody)}.
   */
  @SuppressWarnings("overloads") // braces tell them apart, or a typed parameter
  public static <T extends @Nullable Object> void with(
      ContextManager<T> manager, ScopeAction<? super T> block) {
    With.run(manager, ScopeBody.of(block));
  }

  /**
   * Runs a block, closes a resource as {@link #closing} does, and returns the block's value; see
   * {@link #with(ContextManager, ScopeBody)}. For an {@link ExitStack} or another {@link
   * asyncio.resource.Exit}, and wherever a lambda reads better than try-with-resources.
   */
  public static <C extends AutoCloseable, R extends @Nullable Object> @Nullable R with(
      C resource, ScopeBody<? super C, R> block) {
    return With.run(closing(resource), block);
  }

  /**
   * Runs a block without a result and closes a resource; see {@link #with(AutoCloseable,
   * ScopeBody)}.
   */
  @SuppressWarnings("overloads") // braces tell them apart, or a typed parameter
  public static <C extends AutoCloseable> void with(C resource, ScopeAction<? super C> block) {
    With.run(closing(resource), ScopeBody.of(block));
  }

  /**
   * Runs a block that collects what is to be done when it is left, and returns its value: {@code
   * async with AsyncExitStack() as stack}. See {@link ExitStack}.
   *
   * @return null if an exit swallowed the block's failure
   */
  public static <R extends @Nullable Object> @Nullable R exitStack(ScopeBody<ExitStack, R> block) {
    return with(new ExitStack(), block);
  }

  /**
   * Runs a block without a result that collects what is to be done when it is left; see {@link
   * #exitStack(ScopeBody)}.
   */
  @SuppressWarnings("overloads") // braces tell them apart, or (ExitStack stack) -> …
  public static void exitStack(ScopeAction<ExitStack> block) {
    with(new ExitStack(), block);
  }

  /**
   * A context manager made of a block that {@linkplain ContextScope#yield yields} exactly once:
   * {@code contextlib.asynccontextmanager}. What stands before the yield is the entering, what
   * stands after it the leaving, and the body's failure comes out of the yield: {@code try}, {@code
   * catch} and {@code finally} around it do what they say.
   *
   * <p>Each use runs the block anew, in the task that uses it. {@link #with} runs it in the
   * caller's own stack; entered by an {@link ExitStack} or by hand it gets a stack of its own.
   */
  public static <T extends @Nullable Object> ContextManager<T> contextManager(
      ScopeAction<ContextScope<T>> block) {
    return ContextManager.of(block);
  }

  /**
   * A context manager that gives a resource and closes it; {@code contextlib.closing} and {@code
   * aclosing}. Closing may suspend.
   *
   * <p>As in try-with-resources, a close that fails while another failure is in flight is
   * suppressed under it; only a cancellation that strikes there goes on its way instead. A resource
   * that is an {@link asyncio.resource.Exit} is told how the block was left instead of being
   * closed.
   */
  public static <C extends AutoCloseable> ContextManager<C> closing(C resource) {
    return ContextManager.closing(resource);
  }

  /**
   * A context manager that gives a value and does nothing, where one is needed only sometimes;
   * {@code contextlib.nullcontext}.
   */
  public static <T extends @Nullable Object> ContextManager<T> nullcontext(T value) {
    return ContextManager.nullcontext(value);
  }

  // ---- threads

  /**
   * Runs blocking code in a thread of the default executor, in a copy of the current context, and
   * waits for it; {@code asyncio.to_thread}. Suspends. Cancelling the caller abandons the result;
   * the code itself goes on, unless the loop's default executor is an {@link
   * asyncio.pool.ThreadPool}, which interrupts it.
   */
  public static <T extends @Nullable Object> T toThread(Callable<T> code) {
    return Threads.toThread(code);
  }

  /** Runs blocking code without a result in a thread; see {@link #toThread(Callable)}. */
  public static void toThread(Action code) {
    Threads.toThread(Coroutine.of(code)::await);
  }

  /**
   * Runs an awaitable on a loop that runs in another thread; {@code
   * asyncio.run_coroutine_threadsafe}. Any thread but the loop's.
   *
   * @return its outcome; cancelling it cancels the task; if the loop is closed before the end, it
   *     fails with an {@link IllegalStateException}
   * @throws IllegalStateException if the loop is closed
   */
  public static <T extends @Nullable Object> CompletableFuture<T> runCoroutineThreadsafe(
      Awaitable<T> awaitable, EventLoop loop) {
    return Threads.runCoroutineThreadsafe(awaitable, loop);
  }

  /**
   * Runs code without a result on a loop that runs in another thread; see {@link
   * #runCoroutineThreadsafe(Awaitable, EventLoop)}.
   */
  public static CompletableFuture<@Nullable Void> runCoroutineThreadsafe(
      Action action, EventLoop loop) {
    return Threads.runCoroutineThreadsafe(Coroutine.of(action), loop);
  }

  // ---- streams

  /**
   * Connects to a host and port; {@code asyncio.open_connection}. Suspends. Cancellation leaves
   * nothing behind. Close the connection, best with try-with-resources.
   *
   * @param host a name or an address literal
   * @throws IOException if no address of the host answers
   * @throws IllegalArgumentException if the port is not within 1 and 65535
   */
  public static Connection openConnection(String host, int port) throws IOException {
    return Streams.open(host, port, ConnectionOptions.DEFAULT);
  }

  /** Connects in another way than by default; see {@link #openConnection(String, int)}. */
  public static Connection openConnection(String host, int port, ConnectionOptions options)
      throws IOException {
    return Streams.open(host, port, options);
  }

  /**
   * Makes a connection of a socket that is connected already; {@code
   * asyncio.open_connection(sock=…)}. Suspends only for TLS.
   *
   * @param socket belongs to the connection from now on
   * @throws IOException if the socket is not connected, or the TLS handshake fails
   */
  public static Connection openConnection(SocketChannel socket, ConnectionOptions options)
      throws IOException {
    return Streams.open(socket, options);
  }

  /**
   * Connects to a Unix socket; {@code asyncio.open_unix_connection}. See {@link
   * #openConnection(String, int)}.
   *
   * @throws java.nio.file.NoSuchFileException if there is none at this path
   */
  public static Connection openUnixConnection(Path path) throws IOException {
    return Streams.openUnix(path, ConnectionOptions.DEFAULT);
  }

  /** Connects to a Unix socket with another limit; see {@link #openUnixConnection(Path)}. */
  public static Connection openUnixConnection(Path path, ConnectionOptions options)
      throws IOException {
    return Streams.openUnix(path, options);
  }

  /**
   * Accepts connections and runs {@code handler} for each in a task of its own; {@code
   * asyncio.start_server}. Suspends to look the host up, unless it is a literal.
   *
   * @param host where to listen: a name, an address literal, or null for everywhere
   * @param port 0 for any free one, see {@link Server#addresses}
   * @throws IOException if one of the host's addresses cannot be listened at
   */
  public static Server startServer(StreamHandler handler, @Nullable String host, int port)
      throws IOException {
    return startServer(handler, host, port, ServerOptions.DEFAULT);
  }

  /**
   * Starts a server in another way than by default; see {@link #startServer(StreamHandler, String,
   * int)}.
   */
  public static Server startServer(
      StreamHandler handler, @Nullable String host, int port, ServerOptions options)
      throws IOException {
    return Streams.serve(Streams.handler(handler), host, port, options);
  }

  /**
   * Starts a server of which the handler takes a connection; see {@link #startServer(StreamHandler,
   * String, int)}.
   */
  public static Server startServer(ConnectionHandler handler, @Nullable String host, int port)
      throws IOException {
    return Streams.serve(handler, host, port, ServerOptions.DEFAULT);
  }

  /**
   * Starts a server of which the handler takes a connection, in another way than by default; see
   * {@link #startServer(StreamHandler, String, int)}.
   */
  public static Server startServer(
      ConnectionHandler handler, @Nullable String host, int port, ServerOptions options)
      throws IOException {
    return Streams.serve(handler, host, port, options);
  }

  /**
   * Starts a server at several hosts, once at each of their addresses; see {@link
   * #startServer(StreamHandler, String, int)}.
   */
  public static Server startServer(
      StreamHandler handler, ServerOptions options, int port, String... hosts) throws IOException {
    return Streams.serve(Streams.handler(handler), List.of(hosts), port, options);
  }

  /**
   * Starts a server at several hosts, of which the handler takes a connection; see {@link
   * #startServer(StreamHandler, ServerOptions, int, String...)}.
   */
  public static Server startServer(
      ConnectionHandler handler, ServerOptions options, int port, String... hosts)
      throws IOException {
    return Streams.serve(handler, List.of(hosts), port, options);
  }

  /**
   * Starts a server at a socket that is bound already; {@code asyncio.start_server(sock=…)}. See
   * {@link #startServer(StreamHandler, String, int)}.
   *
   * @param socket belongs to the server from now on
   * @throws IOException if the socket is not bound
   */
  public static Server startServer(
      StreamHandler handler, ServerSocketChannel socket, ServerOptions options) throws IOException {
    return Streams.serve(Streams.handler(handler), socket, options);
  }

  /**
   * Starts a server at a socket that is bound already, of which the handler takes a connection; see
   * {@link #startServer(StreamHandler, ServerSocketChannel, ServerOptions)}.
   */
  public static Server startServer(
      ConnectionHandler handler, ServerSocketChannel socket, ServerOptions options)
      throws IOException {
    return Streams.serve(handler, socket, options);
  }

  /**
   * Starts a server at a Unix socket; {@code asyncio.start_unix_server}. A socket that an earlier
   * process has left at this path is replaced; the file is removed with the server.
   *
   * @throws IOException if it cannot be made
   */
  public static Server startUnixServer(StreamHandler handler, Path path) throws IOException {
    return startUnixServer(handler, path, ServerOptions.DEFAULT);
  }

  /**
   * Starts a server at a Unix socket in another way than by default; see {@link
   * #startUnixServer(StreamHandler, Path)}.
   */
  public static Server startUnixServer(StreamHandler handler, Path path, ServerOptions options)
      throws IOException {
    return Streams.serveUnix(Streams.handler(handler), path, options);
  }

  /**
   * Starts a server at a Unix socket of which the handler takes a connection; see {@link
   * #startUnixServer(StreamHandler, Path)}.
   */
  public static Server startUnixServer(ConnectionHandler handler, Path path) throws IOException {
    return Streams.serveUnix(handler, path, ServerOptions.DEFAULT);
  }

  /**
   * Starts a server at a Unix socket of which the handler takes a connection, in another way than
   * by default; see {@link #startUnixServer(StreamHandler, Path)}.
   */
  public static Server startUnixServer(ConnectionHandler handler, Path path, ServerOptions options)
      throws IOException {
    return Streams.serveUnix(handler, path, options);
  }

  /**
   * Serves on several loops at once, each in a thread of its own, to use all cores. Suspends until
   * the task is cancelled, or one of the loops ends: because it failed, or because its server was
   * closed. Then all servers are stopped ({@link Server#stop}) and all threads have ended when this
   * returns. If it is cancelled again meanwhile, connections are aborted at once.
   *
   * <pre>{@code
   * run(() -> serveOnLoops(4, seconds(10), () -> startServer(handler, "localhost", 8080)));
   * }</pre>
   *
   * <p>On these loops every TCP port that is listened at is shared ({@code SO_REUSEPORT}): each
   * connection belongs to the loop that the system gives it to. On Linux they are spread evenly; on
   * macOS they mostly go to one of the loops. Port 0 stands for the same free port on all of them.
   *
   * <p>Threads: {@code start} runs once on each loop, one after the other, and the handlers run on
   * the loop of their connection, so what they share must be safe for threads; queues, locks and
   * other objects of a loop are not. This may be called from any other loop; that is not one of
   * those that serve.
   *
   * @param loops how many, at least 1
   * @param patience how long to wait for connections to end, for each step of {@link Server#stop}
   * @param start starts a server on the loop that runs it
   * @throws UnsupportedOperationException if the system cannot share ports, as Windows, or if a
   *     Unix socket is listened at; also whatever else {@code start} throws
   * @throws asyncio.task.CancelledError if the task is cancelled
   */
  public static void serveOnLoops(int loops, Duration patience, Coroutine<Server> start) {
    ServingLoops.serve(loops, patience, start);
  }

  // ---- introspection

  /** Who waits for the current task, or null outside of any; {@code asyncio.capture_call_graph}. */
  public static @Nullable CallGraph captureCallGraph() {
    return CallGraph.capture();
  }

  /** Who waits for a future; {@code asyncio.capture_call_graph}. */
  public static CallGraph captureCallGraph(Future<?> future) {
    return CallGraph.capture(future);
  }

  /** Prints who waits for a future; {@code asyncio.print_call_graph}. */
  public static void printCallGraph(Future<?> future, PrintStream out) {
    out.print(CallGraph.capture(future).format());
  }

  /** A copy of the current context; {@code contextvars.copy_context}. */
  public static Context copyContext() {
    return Context.copyCurrent();
  }

  // ---- durations

  /** A duration in seconds, to the nanosecond. */
  public static Duration seconds(double seconds) {
    if (Double.isNaN(seconds)) {
      throw new IllegalArgumentException(
          "a duration must be a number of seconds, not NaN; look for a division of zero by zero");
    }
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /** A duration in milliseconds. */
  public static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  /** A duration in minutes. */
  public static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  // ---- transports and protocols

  /**
   * Connects to a host, with callbacks; {@code loop.create_connection}. Suspends until the
   * protocol's {@code connectionMade} has been called. Cancellation closes the connection.
   *
   * @param protocols makes the protocol, once the host has answered
   * @throws IOException as {@link asyncio.net.Connector#connect} does
   */
  public static <P extends FlowControlledProtocol> Connected<P> createConnection(
      Supplier<? extends P> protocols, String host, int port) throws IOException {
    return Connections.connect(protocols, host, port, ConnectOptions.DEFAULT, null);
  }

  /**
   * Connects with options, such as happy eyeballs, and over TLS if it is given; see {@link
   * #createConnection(Supplier, String, int)}. The protocol is made when the TLS handshake is done.
   *
   * @throws javax.net.ssl.SSLException if the handshake fails
   */
  public static <P extends FlowControlledProtocol> Connected<P> createConnection(
      Supplier<? extends P> protocols,
      String host,
      int port,
      ConnectOptions options,
      @Nullable TlsOptions tls)
      throws IOException {
    return Connections.connect(protocols, host, port, options, tls);
  }

  /**
   * Calls back about a socket that is connected already, as its client; {@code
   * loop.create_connection(sock=…)}. See {@link #createConnection(Supplier, String, int)}.
   *
   * @param socket belongs to the transport from now on
   * @param tls names the server that is meant; null for a plain connection
   * @throws IOException if the socket is not connected, or the TLS handshake fails
   * @throws IllegalArgumentException if {@code tls} names no server but checks its name
   */
  public static <P extends FlowControlledProtocol> Connected<P> createConnection(
      Supplier<? extends P> protocols, SocketChannel socket, @Nullable TlsOptions tls)
      throws IOException {
    return Connections.connect(protocols, socket, tls);
  }

  /**
   * Calls back about a socket that somebody else has accepted; {@code
   * loop.connect_accepted_socket}. See {@link #createConnection(Supplier, String, int)}.
   *
   * @param socket belongs to the transport from now on
   * @param tls for the server's side of a TLS connection; null for a plain one
   * @throws IOException if the socket is not connected, or the TLS handshake fails
   */
  public static <P extends FlowControlledProtocol> Connected<P> connectAcceptedSocket(
      Supplier<? extends P> protocols, SocketChannel socket, @Nullable TlsOptions tls)
      throws IOException {
    return Connections.connectAccepted(protocols, socket, tls);
  }

  /** Makes a connection secure, as its client; see the method with {@code serverSide}. */
  public static Transport startTls(
      Transport transport, FlowControlledProtocol protocol, TlsOptions tls) throws IOException {
    return startTls(transport, protocol, tls, false);
  }

  /**
   * Makes a connection secure from here on; {@code loop.start_tls}. Sends what was written before,
   * gives the transport to {@code protocol}, and shakes hands. Suspends. Until this returns nothing
   * is read for a protocol, and {@code write} is refused; {@code connectionMade} is not called
   * again. If it fails or is cancelled, the connection is closed, and the protocol told.
   *
   * @param protocol who is called from now on
   * @param serverSide whether we are the server
   * @return the transport, the same that was given
   * @throws IOException if the handshake fails or the connection is lost
   * @throws IllegalArgumentException if {@code tls} names no server but checks its name
   * @throws IllegalStateException if the transport is closing, after {@code writeEof}, or during
   *     {@code sendfile}
   */
  public static Transport startTls(
      Transport transport, FlowControlledProtocol protocol, TlsOptions tls, boolean serverSide)
      throws IOException {
    return Connections.startTls(transport, protocol, tls, serverSide);
  }

  /** Sends a whole file; see {@link #sendfile(Transport, FileChannel, long, long)}. */
  public static long sendfile(Transport transport, FileChannel file) throws IOException {
    return sendfile(transport, file, 0, Long.MAX_VALUE);
  }

  /**
   * Sends a part of a file, after what was written before, without copying it where the system can:
   * over a plain socket; {@code loop.sendfile}. Suspends until it is sent. Meanwhile nothing is
   * read for the protocol, and {@code write} is refused. The file's position is set to what comes
   * after the last byte that was sent, in whatever way this ends; the transport stays open if it is
   * cancelled. Reading the file blocks the loop, up to a MiB at a time.
   *
   * @param count how many bytes at most; what the file has less is left out
   * @return how many bytes were sent
   * @throws IOException if the connection is lost, or the file closed
   * @throws IllegalArgumentException if {@code offset} is negative or {@code count} is not positive
   * @throws IllegalStateException if the transport is closing, after {@code writeEof}, or during
   *     another {@code sendfile} or {@code startTls}
   */
  public static long sendfile(Transport transport, FileChannel file, long offset, long count)
      throws IOException {
    return Connections.sendFile(transport, file, offset, count);
  }

  /**
   * Listens, and calls a protocol of its own for each connection; {@code loop.create_server}. See
   * {@link #createServer(Supplier, String, int, ListenOptions, TlsOptions)}.
   */
  public static Server createServer(
      Supplier<? extends FlowControlledProtocol> protocols, @Nullable String host, int port)
      throws IOException {
    return Connections.serve(protocols, host, port, ListenOptions.DEFAULT, null);
  }

  /**
   * Listens, and calls a protocol of its own for each connection; {@code loop.create_server}. The
   * server serves already when this returns. Suspends while the host is looked up.
   *
   * @param protocols makes a protocol for each connection
   * @param host where to listen, on all of its addresses; null for every interface
   * @param port 0 for a free one
   * @param tls null for plain connections
   * @throws IOException if the host is unknown, or an address cannot be bound
   */
  public static Server createServer(
      Supplier<? extends FlowControlledProtocol> protocols,
      @Nullable String host,
      int port,
      ListenOptions options,
      @Nullable TlsOptions tls)
      throws IOException {
    return Connections.serve(protocols, host, port, options, tls);
  }

  /**
   * Listens at several hosts, once at each of their addresses; see {@link #createServer(Supplier,
   * String, int, ListenOptions, TlsOptions)}.
   *
   * @param startServing whether to accept connections at once, or only when {@link
   *     Server#startServing} or {@link Server#serveForever} is called
   */
  public static Server createServer(
      Supplier<? extends FlowControlledProtocol> protocols,
      Collection<String> hosts,
      int port,
      ListenOptions options,
      @Nullable TlsOptions tls,
      boolean startServing)
      throws IOException {
    return Connections.serve(protocols, hosts, port, options, tls, startServing);
  }

  /**
   * Serves at a socket that is bound already; {@code loop.create_server(sock=…)}. See {@link
   * #createServer(Supplier, Collection, int, ListenOptions, TlsOptions, boolean)}.
   *
   * @param socket belongs to the server from now on
   * @throws IOException if the socket is not bound
   */
  public static Server createServer(
      Supplier<? extends FlowControlledProtocol> protocols,
      ServerSocketChannel socket,
      ListenOptions options,
      @Nullable TlsOptions tls,
      boolean startServing)
      throws IOException {
    return Connections.serve(protocols, socket, options, tls, startServing);
  }

  /**
   * Listens at a Unix domain socket; {@code loop.create_unix_server}. See {@link
   * #createServer(Supplier, String, int, ListenOptions, TlsOptions)}.
   */
  public static Server createUnixServer(
      Supplier<? extends FlowControlledProtocol> protocols, Path path, ListenOptions options)
      throws IOException {
    return Connections.serveUnix(protocols, path, options, null, true);
  }

  /**
   * Listens at a Unix domain socket, with TLS if it is given, at once or later; see {@link
   * #createServer(Supplier, Collection, int, ListenOptions, TlsOptions, boolean)}.
   */
  public static Server createUnixServer(
      Supplier<? extends FlowControlledProtocol> protocols,
      Path path,
      ListenOptions options,
      @Nullable TlsOptions tls,
      boolean startServing)
      throws IOException {
    return Connections.serveUnix(protocols, path, options, tls, startServing);
  }

  /**
   * Opens a datagram socket, with callbacks; {@code loop.create_datagram_endpoint}. Suspends until
   * the protocol's {@code connectionMade} has been called. Cancellation closes the socket.
   *
   * @throws IOException if the address is not available
   */
  public static <P extends DatagramProtocol> DatagramEndpoint<P> createDatagramEndpoint(
      Supplier<? extends P> protocols, DatagramOptions options) throws IOException {
    return Connections.openDatagrams(protocols, options);
  }

  /**
   * Calls back about a datagram socket that is bound already; {@code
   * loop.create_datagram_endpoint(sock=…)}. See {@link #createDatagramEndpoint(Supplier,
   * DatagramOptions)}.
   *
   * @param socket belongs to the transport from now on
   * @throws IllegalArgumentException if the socket is not bound
   */
  public static <P extends DatagramProtocol> DatagramEndpoint<P> createDatagramEndpoint(
      Supplier<? extends P> protocols, DatagramChannel socket) throws IOException {
    return Connections.openDatagrams(protocols, socket);
  }

  /**
   * Connects to a Unix domain socket, with callbacks; {@code loop.create_unix_connection}. See
   * {@link #createConnection(Supplier, String, int)}.
   *
   * @throws IOException if nobody listens there
   */
  public static <P extends FlowControlledProtocol> Connected<P> createUnixConnection(
      Supplier<? extends P> protocols, Path path) throws IOException {
    return Connections.connectUnix(protocols, path, null);
  }

  /**
   * Connects to a Unix domain socket over TLS; see {@link #createUnixConnection(Supplier, Path)}.
   *
   * @param tls names the server that is meant; null for a plain connection
   * @throws IllegalArgumentException if {@code tls} names no server but checks its name
   */
  public static <P extends FlowControlledProtocol> Connected<P> createUnixConnection(
      Supplier<? extends P> protocols, Path path, @Nullable TlsOptions tls) throws IOException {
    return Connections.connectUnix(protocols, path, tls);
  }

  // ---- processes and pipes

  /**
   * Starts a program with the input and outputs of this one; see {@link
   * #createSubprocessExec(ProcessOptions, String...)}.
   */
  public static Process createSubprocessExec(String... command) throws IOException {
    return Subprocesses.exec(ProcessOptions.DEFAULT, List.of(command));
  }

  /**
   * Starts a program; {@code asyncio.create_subprocess_exec}. Suspends until it runs, not until it
   * ends. Cancellation kills what was started. Close the process, best with try-with-resources, or
   * await it.
   *
   * @param command the program, by its path or to be found on the {@code PATH}, and its arguments
   * @throws java.nio.file.NoSuchFileException if there is no such program, or working folder
   * @throws java.nio.file.AccessDeniedException if it may not be executed
   * @throws IOException if the system refuses for another reason
   * @throws IllegalArgumentException if the command is empty
   */
  public static Process createSubprocessExec(ProcessOptions options, String... command)
      throws IOException {
    return Subprocesses.exec(options, List.of(command));
  }

  /**
   * Starts a shell with a command, with the input and outputs of this program; see {@link
   * #createSubprocessShell(ProcessOptions, String)}.
   */
  public static Process createSubprocessShell(String command) throws IOException {
    return Subprocesses.shell(ProcessOptions.DEFAULT, command);
  }

  /**
   * Starts the system's shell with a command; {@code asyncio.create_subprocess_shell}. A program
   * that the shell does not find is the shell's failure: it exits with 127. See {@link
   * #createSubprocessExec(ProcessOptions, String...)}.
   *
   * @param command as one would type it; never build it from what others have sent
   */
  public static Process createSubprocessShell(ProcessOptions options, String command)
      throws IOException {
    return Subprocesses.shell(options, command);
  }

  /**
   * Starts a program that calls a protocol back; {@code loop.subprocess_exec}. Suspends until its
   * pipes are connected. Cancellation kills it. {@link ProcessOptions#PIPES} is what asyncio does
   * by default.
   *
   * @throws IOException as {@link #createSubprocessExec(ProcessOptions, String...)} does
   */
  public static <P extends SubprocessProtocol> SubprocessConnected<P> subprocessExec(
      Supplier<? extends P> protocols, ProcessOptions options, String... command)
      throws IOException {
    return Subprocesses.exec(protocols, options, List.of(command));
  }

  /**
   * Starts a shell with a command, and calls a protocol back; {@code loop.subprocess_shell}. See
   * {@link #subprocessExec}.
   */
  public static <P extends SubprocessProtocol> SubprocessConnected<P> subprocessShell(
      Supplier<? extends P> protocols, ProcessOptions options, String command) throws IOException {
    return Subprocesses.shell(protocols, options, command);
  }

  /**
   * Reads from a stream that blocks, such as {@code System.in} or a file that is a pipe, and calls
   * a protocol back; {@code loop.connect_read_pipe}. Suspends until the protocol's {@code
   * connectionMade} has been called. Cancellation closes the stream.
   *
   * @param pipe the transport's own: it reads it in a thread, and closes it
   */
  public static <P extends FlowControlledProtocol> Connected<P> connectReadPipe(
      Supplier<? extends P> protocols, InputStream pipe) {
    return Pipes.connectRead(protocols, pipe);
  }

  /**
   * Writes to a stream that blocks, such as a file that is a pipe; {@code loop.connect_write_pipe}.
   * Suspends until the protocol's {@code connectionMade} has been called. Cancellation closes the
   * stream.
   *
   * @param pipe the transport's own: it writes to it in a thread, and closes it
   */
  public static <P extends FlowControlledProtocol> Connected<P> connectWritePipe(
      Supplier<? extends P> protocols, OutputStream pipe) {
    return Pipes.connectWrite(protocols, pipe);
  }

  /**
   * The standard input as a stream. Reading suspends; a cancelled read, or one that was under way
   * when the connection was closed, loses nothing: the next one gets it. Does not suspend. Close
   * the connection, which leaves {@code System.in} open.
   *
   * @throws IllegalStateException if it is open already
   */
  public static Connection openStandardInput() {
    return Pipes.openStandardInput();
  }
}
