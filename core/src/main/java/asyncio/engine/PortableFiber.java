package asyncio.engine;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread of the default scheduler that runs only while the loop's thread waits for it.
 * The two threads own one baton, {@code running}: each writes it, unparks the other and parks until
 * it comes back. A foreign blocking call keeps the baton, so it blocks the loop, as it does in
 * CPython.
 */
final class PortableFiber extends Fiber {

  private static final ScopedValue<PortableFiber> CURRENT = ScopedValue.newInstance();

  private final Runnable body;
  private final Thread thread;
  private @Nullable Thread resumer;
  private volatile boolean running;
  private boolean suspended;
  private boolean started;
  private boolean finished;

  PortableFiber(Runnable body) {
    this.body = body;
    this.thread = Thread.ofVirtual().unstarted(this::runAndReturnBaton);
  }

  /** A fork of a structured task scope inherits the binding, but is not the fiber's thread. */
  static @Nullable PortableFiber of(Thread thread) {
    if (!CURRENT.isBound()) {
      return null;
    }
    PortableFiber fiber = CURRENT.get();
    return fiber.thread == thread ? fiber : null;
  }

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  public void resume() {
    resumer = Thread.currentThread();
    suspended = false;
    running = true;
    if (started) {
      LockSupport.unpark(thread);
    } else {
      started = true;
      thread.start();
    }
    boolean interrupted = false;
    while (running) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted(); // a pending interrupt would turn the park into a spin
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void suspend() {
    suspended = true;
    returnBaton();
    boolean interrupted = false;
    while (!running) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
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
      returnBaton();
    }
  }

  private void returnBaton() {
    Thread waiting = resumer;
    running = false;
    LockSupport.unpark(waiting);
  }
}
