package asyncio.testing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.spi.ReadyListener;
import asyncio.spi.TurnOrder;
import asyncio.spi.Watch;
import asyncio.task.Action;
import asyncio.task.DefaultLoop;
import asyncio.task.EventLoop;
import asyncio.task.RunOptions;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
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
 * another thread that will call in, it cannot know: tell it with {@link EventLoop#foreignWork}.
 * While a real socket is waited for, time passes as it really does.
 *
 * <p>A {@linkplain #manual() manual} one never jumps by itself: a task moves it with {@link
 * #advance}.
 *
 * <p>A loop that could only wait for ever throws {@link DeadlockError} out of its run.
 */
public final class VirtualTime implements Clock, Poller {

  private final boolean manual;
  private final Semaphore wakeups = new Semaphore(0);
  private final WatchedChannels channels = new WatchedChannels();
  private final IdleWaiters idleWaiters = new IdleWaiters();
  private final Advance advance = new Advance(this);
  private final Abort abort = new Abort();
  private volatile long nowNanos;
  private volatile boolean waitsForChannels;
  private @Nullable IterationListener listener;
  private @Nullable EventLoop loop;
  private Seed seed = Seed.behind(null);

  private VirtualTime(boolean manual) {
    this.manual = manual;
  }

  /** A new loop on virtual time, beginning at 0.0. */
  public static EventLoop newEventLoop() {
    return create().createLoop();
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

  /** A virtual time that jumps by itself; make its loop with {@link #createLoop}. */
  public static VirtualTime create() {
    return new VirtualTime(false);
  }

  /** A virtual time that passes only by {@link #advance}. */
  public static VirtualTime manual() {
    return new VirtualTime(true);
  }

  /**
   * The loop on this time.
   *
   * @throws IllegalStateException if it was made already
   */
  public EventLoop createLoop() {
    return createLoop(null);
  }

  EventLoop createLoop(@Nullable TurnOrder order) {
    if (loop != null) {
      throw new IllegalStateException(
          "a virtual time drives one loop, and "
              + loop
              + " is on it already; create another VirtualTime");
    }
    EventLoop created = new EventLoop(this, this, order);
    loop = created;
    seed = Seed.behind(order);
    created.provide(IdleWaiters.class, idleWaiters);
    created.provide(VirtualTime.class, this);
    return created;
  }

  EventLoop loop() {
    EventLoop created = loop;
    if (created == null) {
      throw new IllegalStateException("this virtual time has no loop yet; call createLoop()");
    }
    return created;
  }

  /** The loop and what tests ask of it beside. */
  Wiring wire(@Nullable TurnOrder order) {
    return new Wiring(createLoop(order), this, channels, abort);
  }

  /** Whether time passes only by {@link #advance}. */
  boolean isManual() {
    return manual;
  }

  /**
   * Lets a manual time pass: timers fire one after the other, each at its own moment, and everybody
   * runs until all wait, before it goes on. Suspends the current task until that is done.
   * Cancellation stops the time where it is.
   *
   * @param duration not negative; zero only waits until all others wait
   * @throws IllegalArgumentException if the duration is negative
   * @throws IllegalStateException if this time jumps by itself, if another task advances it, or if
   *     the caller is not in a task of its loop
   */
  public void advance(Duration duration) {
    advance.by(duration);
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
    return listener != null || abort.isSet() || channels.wantsLookIns();
  }

  @Override
  public void await(long timeoutNanos, boolean foreignWork) {
    abort.check();
    boolean busy = listener != null && listener.iteration();
    boolean arrived = channels.poll();
    if (busy || arrived || timeoutNanos == 0) {
      return;
    }
    if (wakeups.tryAcquire()) {
      wakeups.drainPermits();
    } else if (foreignWork) {
      waitForOthers();
    } else if (!idleWaiters.isEmpty()) {
      idleWaiters.wakeAll(loop());
    } else if (manual) {
      advanceOrWait(timeoutNanos);
    } else {
      jumpOrWait(timeoutNanos);
    }
  }

  private void advanceOrWait(long timeoutNanos) {
    if (advance.isUnderWay()) {
      advance.step(timeoutNanos);
    } else {
      waitForChannelsOrReport();
    }
  }

  private void jumpOrWait(long timeoutNanos) {
    if (timeoutNanos == FOREVER) {
      waitForChannelsOrReport();
    } else if (channels.isAnyAwaited()) {
      passReally(timeoutNanos);
    } else {
      pass(timeoutNanos);
    }
  }

  private void waitForChannelsOrReport() {
    if (!channels.isAnyAwaited()) {
      throw new DeadlockError(describeDeadlock());
    }
    waitForOthers();
  }

  /** What comes through a socket comes in real time, so a time limit for it must pass really. */
  private void passReally(long nanos) {
    long start = System.nanoTime();
    waitForChannels(nanos);
    pass(Math.min(nanos, System.nanoTime() - start));
  }

  /**
   * Only the loop's thread writes; the field is volatile for those that read the time from
   * elsewhere.
   */
  void pass(long nanos) {
    long later = nowNanos + nanos;
    nowNanos = later;
  }

  private void waitForOthers() {
    if (channels.isAnyAwaited()) {
      waitForChannels(FOREVER);
    } else {
      wakeups.acquireUninterruptibly();
    }
    wakeups.drainPermits();
  }

  private void waitForChannels(long timeoutNanos) {
    waitsForChannels = true;
    if (!wakeups.tryAcquire()) { // one that came before nobody would repeat
      channels.await(timeoutNanos, false);
    }
    waitsForChannels = false;
  }

  @Override
  public void wakeup() {
    wakeups.release();
    if (waitsForChannels) {
      channels.wakeup();
    }
  }

  @Override
  public Watch watch(SelectableChannel channel, ReadyListener readyListener) throws IOException {
    return channels.watch(channel, readyListener);
  }

  @Override
  public @Nullable ReadyListener watcherOf(SelectableChannel channel) {
    return channels.watcherOf(channel);
  }

  @Override
  public void close() {
    channels.close();
  }

  private String describeDeadlock() {
    return "deadlock at "
        + NANOSECONDS.toMillis(nowNanos) / 1e3
        + " s under "
        + seed
        + ": every task waits, and nothing can wake them"
        + (manual ? " (time is manual: a task must advance it)" : "")
        + System.lineSeparator()
        + TaskTree.describe(loop());
  }
}
