package asyncio.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack that the loop can leave and come back to. Loop thread only, but for {@link #current} and
 * {@link #thread}.
 *
 * <p>The loop calls {@link #resume}; the code inside calls {@link #suspend}, which returns from
 * that {@code resume}. A {@code resume} also returns when the body has finished, or (fast engine)
 * when it is blocked in a foreign call such as {@link Thread#sleep(long)}; {@link #isSuspended} and
 * {@link #isFinished} tell which.
 */
public abstract sealed class Fiber permits FastFiber, PortableFiber {

  /** What the layers above hang on a fiber; the engine never looks inside. */
  public @Nullable Object loop;

  /** The task that runs in this fiber, if one does; not the engine's business. */
  public @Nullable Object task;

  /** The current context variables; not the engine's business. */
  public @Nullable Object context;

  /** The side stack on which the fiber runs now, or null for its own. */
  @Nullable SideStack top;

  Fiber() {}

  /**
   * The fiber whose code is calling, or null outside of any. A thread that merely inherited the
   * binding (a fork of a structured task scope) is not inside.
   */
  public static @Nullable Fiber current() {
    Thread thread = Thread.currentThread();
    return thread.isVirtual() ? Engine.current().fiberOf(thread) : null;
  }

  /** The virtual thread that this fiber is. */
  public abstract Thread thread();

  /** The virtual thread that runs for it now: its own, or that of a side stack. Any thread. */
  public final Thread runningThread() {
    SideStack running = top;
    return running == null ? thread() : running.thread();
  }

  /** All of its frames, newest first, those of side stacks included. Any thread. */
  public final List<StackTraceElement> stackTrace() {
    List<StackTraceElement> frames = new ArrayList<>();
    for (SideStack side = top; side != null; side = side.below()) {
      frames.addAll(List.of(side.thread().getStackTrace()));
    }
    frames.addAll(List.of(thread().getStackTrace()));
    return frames;
  }

  /** A stack for {@code sideBody}, which any fiber of the same loop may enter. */
  public abstract SideStack newSideStack(Runnable sideBody);

  /** Starts or continues the body; called by the loop, never from inside a fiber. */
  public abstract void resume();

  /**
   * Goes on after a foreign call has blocked it; called by the loop when {@link
   * FiberHost#continueLater(Fiber)} said so. Does nothing if that was a leftover of a stack dump.
   */
  public abstract void continueBlocked();

  /**
   * Gives way until the next {@link #resume}; called by the body.
   *
   * @throws IllegalStateException if the stack cannot be left at this point (a native frame or a
   *     static initialiser is on it)
   * @throws StackOverflowError if it is too deep: leaving it takes about as much of the thread's
   *     stack as it has itself
   */
  public abstract void suspend();

  /** Whether the fiber waits in {@link #suspend} for the next {@link #resume}. */
  public abstract boolean isSuspended();

  /** Whether the body has ended. */
  public abstract boolean isFinished();

  /** Another stack is about to become the top one, to go on without leaving {@link #resume}. */
  void beginSwitch() {}

  /** It could not be left for the other one, which is no longer on top. */
  void abandonSwitch() {}

  /** Named by what runs in it. */
  @Override
  public String toString() {
    return task == null ? "<Fiber of callbacks>" : task.toString();
  }
}
