package asyncio.testing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.task.Action;
import asyncio.task.CallGraph;
import asyncio.task.DefaultLoop;
import asyncio.task.EventLoop;
import asyncio.task.RunOptions;
import asyncio.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A clock and a poller for one loop: time stands still while code runs, and jumps to the next timer
 * when nothing is ready. So tests that sleep are instant and exact. {@code
 * run(VirtualTime.options(), () -> …)} runs a program on it.
 *
 * <p>Time does not jump while the loop knows of work outside: a job in an executor, an awaited
 * {@link java.util.concurrent.CompletionStage}, a coroutine that is blocked in a foreign call. Of
 * other threads that will call in, it cannot know: tell it with {@link #expectOtherThreads}.
 *
 * <p>A loop that could only wait for ever throws {@link DeadlockError} out of its run.
 */
public final class VirtualTime implements Clock, Poller {

  private final Semaphore wakeups = new Semaphore(0);
  private volatile long nowNanos;
  private volatile boolean othersExpected;
  private @Nullable IterationListener listener;
  private @Nullable EventLoop loop;

  private VirtualTime() {}

  /** A new loop on virtual time, beginning at 0.0. */
  public static EventLoop newEventLoop() {
    return new VirtualTime().createLoop();
  }

  /** For {@code run}: a new loop on virtual time. */
  public static RunOptions options() {
    return RunOptions.on(VirtualTime::newEventLoop);
  }

  /**
   * Runs a program that knows nothing of virtual time, such as a {@code main}: each {@code run} and
   * {@code newEventLoop} in it, on this thread and without a loop factory of its own, gets a new
   * loop on virtual time.
   *
   * @return the time that passed, on all these loops together
   * @throws Exception what the program throws
   */
  public static Duration runProgram(Action program) throws Exception {
    List<VirtualTime> times = new ArrayList<>();
    DefaultLoop.replaceDuring(
        program,
        () -> {
          VirtualTime time = create();
          times.add(time);
          return time.createLoop();
        });
    return Duration.ofNanos(times.stream().mapToLong(VirtualTime::nanos).sum());
  }

  /**
   * A virtual time of one's own, to be told what to expect; make its loop with {@link #createLoop}.
   */
  public static VirtualTime create() {
    return new VirtualTime();
  }

  /**
   * The loop on this time.
   *
   * @throws IllegalStateException if it was made already
   */
  public EventLoop createLoop() {
    if (loop != null) {
      throw new IllegalStateException(
          "a virtual time drives one loop, and "
              + loop
              + " is on it already; create another VirtualTime");
    }
    EventLoop created = new EventLoop(this, this);
    loop = created;
    return created;
  }

  /**
   * Whether other threads may call in at any time: then the loop waits for them, really, instead of
   * reporting a deadlock.
   */
  public void expectOtherThreads(boolean expected) {
    othersExpected = expected;
  }

  @Override
  public long nanos() {
    return nowNanos;
  }

  /** Told of every iteration of the loop, on its bare thread. */
  @FunctionalInterface
  interface IterationListener {

    /** Returns whether it has handed something to the loop, so that there is no reason to wait. */
    boolean iteration();
  }

  void onIteration(IterationListener iterationListener) {
    listener = iterationListener;
  }

  @Override
  public boolean wantsLookIns() {
    return listener != null;
  }

  @Override
  public void await(long timeoutNanos, boolean foreignWork) {
    boolean busy = listener != null && listener.iteration();
    if (busy || timeoutNanos == 0) {
      return;
    }
    if (wakeups.tryAcquire()) {
      wakeups.drainPermits();
    } else if (foreignWork || (othersExpected && timeoutNanos == FOREVER)) {
      waitForOthers();
    } else if (timeoutNanos == FOREVER) {
      throw new DeadlockError(describeDeadlock());
    } else {
      advance(timeoutNanos);
    }
  }

  /**
   * Only the loop's thread writes; the field is volatile for those that read the time from
   * elsewhere.
   */
  private void advance(long nanos) {
    long later = nowNanos + nanos;
    nowNanos = later;
  }

  private void waitForOthers() {
    wakeups.acquireUninterruptibly();
    wakeups.drainPermits();
  }

  @Override
  public void wakeup() {
    wakeups.release();
  }

  @Override
  public void close() {}

  private String describeDeadlock() {
    var text =
        new StringBuilder("deadlock at ")
            .append(NANOSECONDS.toMillis(nowNanos) / 1e3)
            .append(" s: every task waits, and nothing can wake them");
    List<Task<?>> tasks = loop == null ? List.of() : new ArrayList<>(loop.allTasks());
    for (Task<?> task : tasks) {
      text.append(System.lineSeparator()).append(CallGraph.capture(task).format().stripTrailing());
    }
    return text.toString();
  }
}
