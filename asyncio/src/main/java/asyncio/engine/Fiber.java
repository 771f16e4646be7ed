package asyncio.engine;

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

  private static final ScopedValue<Fiber> CURRENT = ScopedValue.newInstance();

  /** What the layers above hang on a fiber; the engine never looks inside. */
  public @Nullable Object loop;

  /** The task that runs in this fiber, if one does; not the engine's business. */
  public @Nullable Object task;

  /** The current context variables; not the engine's business. */
  public @Nullable Object context;

  /**
   * The fiber that was resumed last, by whatever loop. Only a hint, read without synchronisation,
   * but one that cannot mislead: a thread belongs to one fiber for life, so a fiber whose thread is
   * the caller's is the caller's fiber. With one loop it is always right and saves the search for
   * the binding.
   */
  private static @Nullable Fiber lastResumed;

  private final Runnable body;
  private boolean finished;

  Fiber(Runnable body) {
    this.body = body;
  }

  /**
   * The fiber whose code is calling, or null outside of any. A thread that merely inherited the
   * binding (a fork of a structured task scope) is not inside.
   */
  public static @Nullable Fiber current() {
    Thread thread = Thread.currentThread();
    Fiber likely = lastResumed;
    if (likely != null && likely.thread() == thread) {
      return likely;
    }
    if (!thread.isVirtual() || !CURRENT.isBound()) {
      return null;
    }
    Fiber fiber = CURRENT.get();
    return fiber.thread() == thread ? fiber : null;
  }

  /** The virtual thread that this fiber is. */
  public abstract Thread thread();

  /** Starts or continues the body; called by the loop, never from inside a fiber. */
  public abstract void resume();

  /**
   * Gives way until the next {@link #resume}; called by the body.
   *
   * @throws IllegalStateException if the stack cannot be left at this point (a native frame or a
   *     static initialiser is on it)
   */
  public abstract void suspend();

  /** Whether the fiber waits in {@link #suspend} for the next {@link #resume}. */
  public abstract boolean isSuspended();

  /** Whether the body has ended. */
  public final boolean isFinished() {
    return finished;
  }

  /** Makes this fiber the likely answer to {@link #current}. */
  final void noteResumed() {
    lastResumed = this;
  }

  /** The body with this fiber bound as the current one. */
  final void runBody() {
    try {
      ScopedValue.where(CURRENT, this).run(body);
    } finally {
      finished = true;
    }
  }
}
