package asyncio.engine;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that is its own scheduler. Loop thread only, but for {@link #execute}, which the
 * JDK calls from any thread.
 *
 * <p><b>How a switch works.</b> {@link #suspend} raises {@code suspended} and calls {@link
 * Thread#yield}. The JDK unmounts the thread and hands its continuation to the scheduler, that is
 * to {@link #execute}, which sees the flag and drops it: the loop holds the only permission to go
 * on, and uses it by running the continuation itself. So a switch is a yield and a run, without
 * park and unpark, without a queue and without an allocation.
 *
 * <p><b>Foreign blocking.</b> A thread that parks elsewhere (a socket read, a {@code
 * BlockingQueue}) is handed to {@link #execute} without the flag as soon as it may go on, by
 * whatever thread woke it; it then reaches the loop through its host.
 *
 * <p><b>Side stacks.</b> A switch between stacks is a suspension after which {@link #resume} runs
 * what is on top now instead of returning.
 *
 * <p><b>Stack dumps.</b> {@link Thread#getStackTrace} of an unmounted thread makes the JDK claim it
 * for a moment and submit it again afterwards. If the loop resumes it in that moment, the run is a
 * no-op, and the second submission, which no longer sees the flag, brings it back; if not, the
 * submission is dropped. {@link #continueBlocked} guards the case in between.
 */
final class FastFiber extends Fiber implements Executor {

  private final FiberHost host;
  private final Thread thread;

  /** The same object each time, known from the first submission. */
  private @Nullable Runnable continuation;

  /**
   * Plain, although other threads read it in {@link #execute}: the JDK's own volatile accesses to
   * the thread's state stand between each write and each read.
   */
  private boolean suspended;

  /** Suspended only to go on with another stack, without leaving {@link #resume}. */
  private boolean switching;

  FastFiber(FiberHost host, Runnable body) {
    this.host = host;
    this.thread = VirtualThreads.create(this, body);
  }

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  public SideStack newSideStack(Runnable sideBody) {
    return new FastSideStack(host, sideBody);
  }

  @Override
  public void resume() {
    do {
      switching = false;
      suspended = false;
      runTop();
    } while (switching);
  }

  private void runTop() {
    if (top != null) {
      ((FastSideStack) top).run();
      return;
    }
    Runnable known = continuation;
    if (known == null) {
      thread.start(); // submits the continuation to execute() below
      known = continuation;
    }
    if (known != null) {
      known.run();
    }
  }

  @Override
  void beginSwitch() {
    suspended = true;
    switching = true;
  }

  @Override
  void abandonSwitch() {
    suspended = false;
    switching = false;
  }

  @Override
  public void suspend() {
    suspended = true;
    unmount();
  }

  /** Leaves the stack on which it is called, which must be {@code suspended}. */
  @SuppressWarnings("ThreadPriorityCheck") // the scheduler that is relied on is this class
  void unmount() {
    try {
      Thread.yield();
    } catch (StackOverflowError e) {
      suspended = false;
      throw e;
    }
    if (suspended) {
      suspended = false;
      throw pinned(Thread.currentThread());
    }
  }

  static IllegalStateException pinned(Thread thread) {
    return new IllegalStateException(
        "cannot suspend here: a native frame or a static initialiser is on the stack of "
            + thread
            + ", which pins it to the loop's thread; move the await or yield out of it");
  }

  @Override
  public boolean isSuspended() {
    return suspended;
  }

  @Override
  public boolean isFinished() {
    return !thread.isAlive();
  }

  /**
   * The scheduler of this thread, and of any virtual thread that code inside starts without naming
   * another scheduler.
   */
  @Override
  public void execute(Runnable submitted) {
    if (submitted == continuation) {
      continueLater(null);
    } else if (continuation == null) {
      continuation = submitted;
    } else {
      host.continueLater(submitted);
    }
  }

  /**
   * The thread of one of the fiber's stacks may go on; ignored unless that is what it waits for.
   */
  void continueLater(@Nullable SideStack stack) {
    if (!suspended && stack == top) {
      host.continueLater(this);
    }
  }

  @Override
  public void continueBlocked() {
    if (continuation != null && !suspended) {
      resume();
    }
  }
}
