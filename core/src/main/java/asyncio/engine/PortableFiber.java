package asyncio.engine;

import org.jspecify.annotations.Nullable;

/**
 * A virtual thread of the default scheduler that runs only while the loop's thread waits for it. A
 * foreign blocking call keeps the baton, so it blocks the loop, as it does in CPython.
 */
final class PortableFiber extends Fiber {

  private static final ScopedValue<PortableFiber> CURRENT = ScopedValue.newInstance();

  private final Runnable body;
  private final Thread thread;
  private final Baton baton = new Baton();
  private boolean suspended;
  private boolean finished;

  PortableFiber(Runnable body) {
    this.body = body;
    this.thread = Thread.ofVirtual().unstarted(this::runAndReturnBaton);
  }

  /** A fork of a structured task scope inherits the binding, but is not the fiber's thread. */
  static @Nullable Fiber of(Thread thread) {
    if (!CURRENT.isBound()) {
      return PortableSideStack.fiberOf(thread);
    }
    PortableFiber fiber = CURRENT.get();
    return fiber.thread == thread ? fiber : null;
  }

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  public SideStack newSideStack(Runnable sideBody) {
    return new PortableSideStack(sideBody);
  }

  @Override
  public void resume() {
    suspended = false;
    baton.lend(runningThread());
  }

  @Override
  public void suspend() {
    suspended = true;
    baton.giveBackAndWait();
  }

  /** A blocked fiber keeps the baton, so the loop never goes on without it. */
  @Override
  public void continueBlocked() {
    throw new IllegalStateException("asyncio bug: the portable engine continues no blocked fibers");
  }

  @Override
  public boolean isSuspended() {
    return suspended;
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  private void runAndReturnBaton() {
    try {
      ScopedValue.where(CURRENT, this).run(body);
    } finally {
      finished = true;
      baton.giveBack();
    }
  }
}
