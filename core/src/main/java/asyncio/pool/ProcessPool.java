package asyncio.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs code in other processes, as {@code concurrent.futures.ProcessPoolExecutor}: JVMs on this
 * machine that start when there is work and stay until the pool is closed. Any thread.
 *
 * <p>It is for code that computes for long and must be stoppable, or that must not take this
 * process down with it. Completing a future from outside, by cancellation or timeout, kills the
 * worker that runs its code; another takes its place. For mere speed threads do as well: the JVM
 * has no interpreter lock.
 *
 * <p>Code, what it captures, and results travel by Java's serialisation: lambdas that are given to
 * the pool directly are serialisable. The code is taken as it is at the call. Workers have the
 * class path of this process, and ask it for classes that they lack. What they print comes out
 * here, line by line. They end with this process, however it ends.
 *
 * <pre>{@code
 * try (var pool = new ProcessPool("fib", 2)) {
 *   gather(() -> pool.call(() -> fib(40)), () -> pool.call(() -> fib(41)));
 * }
 * }</pre>
 */
public final class ProcessPool extends Pool {

  private final int size;
  private final ProcessPoolOptions options;
  private final WorkerFactory factory;
  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  private final AtomicInteger threads = new AtomicInteger();

  // Guarded by the lock
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition workOrEnd = lock.newCondition();
  private final Deque<ProcessJob<?>> queue = new ArrayDeque<>();
  private final Set<Lane> lanes = new HashSet<>();
  private int idleLanes;
  private boolean shutdown;

  /** Whether {@link #shutdownNow} was called. */
  private volatile boolean stopped;

  /**
   * A pool with a worker for each processor, named "pool".
   *
   * @see #ProcessPool(String, int, ProcessPoolOptions)
   */
  public ProcessPool() {
    this("pool", Runtime.getRuntime().availableProcessors());
  }

  /**
   * A pool of workers without limits; see {@link #ProcessPool(String, int, ProcessPoolOptions)}.
   */
  public ProcessPool(String name, int size) {
    this(name, size, ProcessPoolOptions.DEFAULT);
  }

  /**
   * A pool without workers yet.
   *
   * @param name what its workers are called in messages
   * @param size how many workers there may be at a time
   * @throws IllegalArgumentException if the size is less than 1, or the initialiser cannot travel
   */
  public ProcessPool(String name, int size, ProcessPoolOptions options) {
    super(name);
    if (size < 1) {
      throw new IllegalArgumentException(
          "a process pool needs a size of at least 1, and got " + size);
    }
    this.size = size;
    this.options = Objects.requireNonNull(options, "options");
    this.factory = new WorkerFactory(name, options);
  }

  ProcessPoolOptions options() {
    return options;
  }

  // ---- work

  /**
   * Runs code in a worker and waits for its result. Suspends. Cancellation kills the worker that
   * runs it. A result that cannot travel back comes out as a {@link
   * java.io.NotSerializableException}.
   *
   * @throws IllegalArgumentException if the code cannot travel
   * @throws BrokenWorkerException if the worker ends before the code does
   * @throws RejectedExecutionException if the pool was shut down
   */
  public <T extends @Nullable Object> T call(SerializableCallable<T> code) {
    return await("ProcessPool.call", submit(code));
  }

  /**
   * Runs code in a worker some time. Does not wait.
   *
   * @return its outcome, which fails as {@link #call} does; completing it from outside stops the
   *     code
   * @throws IllegalArgumentException if the code cannot travel
   * @throws RejectedExecutionException if the pool was shut down
   */
  @SuppressWarnings("overloads") // the serialisable form is the one that a lambda gets
  public <T extends @Nullable Object> CompletableFuture<T> submit(SerializableCallable<T> code) {
    return submit((Callable<T>) code);
  }

  /** For code that is declared as a plain callable and serialisable all the same. */
  @Override
  @SuppressWarnings("overloads")
  public <T extends @Nullable Object> CompletableFuture<T> submit(Callable<T> code) {
    return enqueue(code, Objects.requireNonNull(code, "code"));
  }

  /** Runs code without a result; see {@link #submit(SerializableCallable)}. */
  @SuppressWarnings("overloads")
  public CompletableFuture<?> submit(SerializableRunnable code) {
    return this.<@Nullable Void>submit(code, null);
  }

  /** The handler is that of the thread that hears from the worker first. */
  @Override
  public void execute(Runnable code) {
    var _ =
        submit(code)
            .whenComplete(
                (_, failure) -> {
                  if (failure != null && !(failure instanceof CancellationException)) {
                    Thread thread = Thread.currentThread();
                    thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
                  }
                });
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Runnable code, T result) {
    Objects.requireNonNull(code, "code");
    return enqueue(new RunnableCall<>(code, result), code);
  }

  private <T extends @Nullable Object> ProcessJob<T> enqueue(Callable<T> code, Object subject) {
    ProcessJob<T> job = new ProcessJob<>(Parcel.pack(code, subject), Loaders.of(subject));
    lock.lock();
    try {
      if (shutdown) {
        throw new RejectedExecutionException(
            this + " takes no more work; submit it earlier, or use another pool");
      }
      queue.addLast(job);
      workOrEnd.signal();
      if (idleLanes < queue.size() && lanes.size() < size) {
        startLane();
      }
    } finally {
      lock.unlock();
    }
    var _ = job.whenComplete((_, _) -> stop(job));
    return job;
  }

  private void startLane() {
    Lane lane = new Lane(this, factory);
    Thread.ofPlatform().daemon().name(name() + "-lane-" + threads.getAndIncrement()).start(lane);
    lanes.add(lane);
  }

  /** Nobody needs the outcome, or it is there: whoever completes a job, this is called. */
  private void stop(ProcessJob<?> job) {
    if (!job.wasTaken()) {
      lock.lock();
      try {
        queue.remove(job);
      } finally {
        lock.unlock();
      }
    }
    job.stop();
  }

  /**
   * The results of a function for each item, in the items' order, {@code chunkSize} items at a time
   * in one worker; {@code Executor.map}. Iterating suspends until the next result is there; the
   * first failure comes out in its place. Items are asked for as results are taken, so there may be
   * any number. Closing, or the pool's end, stops what is under way.
   *
   * @param chunkSize how many items travel together: many, if the function is quick
   * @throws IllegalArgumentException if {@code chunkSize} is less than 1
   */
  public <A, T extends @Nullable Object> PoolResults<T> map(
      SerializableFunction<A, T> function, Iterable<? extends A> items, int chunkSize) {
    if (chunkSize < 1) {
      throw new IllegalArgumentException("a chunk has at least 1 item, not " + chunkSize);
    }
    return new PoolResults<>(
        new Chunks<>(Objects.requireNonNull(function, "function"), items.iterator(), chunkSize),
        chunk -> enqueue(chunk, function),
        2 * size);
  }

  /** Item by item; see {@link #map(SerializableFunction, Iterable, int)}. */
  public <A, T extends @Nullable Object> PoolResults<T> map(
      SerializableFunction<A, T> function, Iterable<? extends A> items) {
    return map(function, items, 1);
  }

  // ---- lanes

  /** The next job for a lane, or null if there will be none. Blocks. */
  @Nullable ProcessJob<?> take() {
    lock.lock();
    try {
      idleLanes++;
      while (queue.isEmpty() && !shutdown) {
        workOrEnd.awaitUninterruptibly();
      }
      ProcessJob<?> job = queue.pollFirst();
      if (job != null) {
        job.setTaken();
      }
      return job;
    } finally {
      idleLanes--;
      lock.unlock();
    }
  }

  void ended(Lane lane) {
    lock.lock();
    try {
      lanes.remove(lane);
    } finally {
      lock.unlock();
    }
    endIfDone();
  }

  private void endIfDone() {
    boolean done;
    lock.lock();
    try {
      done = shutdown && lanes.isEmpty();
    } finally {
      lock.unlock();
    }
    if (done) {
      factory.close(!stopped);
      end.complete(null);
    }
  }

  private List<Lane> lanes() {
    lock.lock();
    try {
      return List.copyOf(lanes);
    } finally {
      lock.unlock();
    }
  }

  // ---- state and end

  @Override
  public PoolStatistics statistics() {
    lock.lock();
    try {
      int busy = (int) lanes.stream().filter(Lane::isBusy).count();
      return new PoolStatistics(size, busy, queue.size());
    } finally {
      lock.unlock();
    }
  }

  @Override
  List<String> describeWork() {
    return lanes().stream().filter(Lane::isBusy).map(Lane::describe).sorted().toList();
  }

  @Override
  CompletableFuture<@Nullable Void> end() {
    return end;
  }

  @Override
  public void shutdown() {
    lock.lock();
    try {
      shutdown = true;
      workOrEnd.signalAll();
    } finally {
      lock.unlock();
    }
    endIfDone();
  }

  /** Kills what runs; the futures of all work are cancelled. The list it returns is empty. */
  @Override
  public List<Runnable> shutdownNow() {
    stopped = true;
    shutdown();
    List<ProcessJob<?>> dropped;
    lock.lock();
    try {
      dropped = new ArrayList<>(queue);
      queue.clear();
    } finally {
      lock.unlock();
    }
    dropped.forEach(job -> job.cancel(true));
    lanes().forEach(Lane::kill);
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    lock.lock();
    try {
      return shutdown;
    } finally {
      lock.unlock();
    }
  }
}
