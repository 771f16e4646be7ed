package asyncio.loop;

import asyncio.engine.Engine;
import asyncio.engine.Fiber;
import org.jspecify.annotations.Nullable;

/**
 * The fibers in which callbacks run. Loop thread only.
 *
 * <p>One fiber serves callback after callback for as long as none blocks. When one does (fast
 * engine: a foreign call parks its fiber), that fiber is left to itself, ends after this callback,
 * and a new one takes over.
 */
final class CallbackRunner {

  private final Scheduler scheduler;
  private @Nullable Worker worker;

  CallbackRunner(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Runs the callback, and those that follow it directly in the current batch. */
  void run(Callback callback) {
    Worker current = worker;
    if (current == null) {
      current = new Worker();
      worker = current;
    }
    current.assigned = callback;
    scheduler.resume(current.fiber);
    if (!current.fiber.isSuspended() && worker == current) {
      worker = null;
    }
  }

  /**
   * Lets the idle fiber end: between runs no thread is parked, which would keep a loop that was
   * forgotten from being collected.
   */
  void retire() {
    Worker idle = worker;
    worker = null;
    if (idle != null && idle.fiber.isSuspended()) {
      scheduler.resume(idle.fiber);
    }
  }

  private final class Worker {

    private final Fiber fiber = Engine.current().create(scheduler, this::serve);
    private @Nullable Callback assigned;

    Worker() {
      fiber.loop = scheduler.owner();
    }

    private void serve() {
      while (true) {
        Callback next = assigned;
        assigned = null;
        while (next != null) {
          scheduler.runCallback(next);
          next = worker == this ? scheduler.nextCallbackOfBatch() : null;
        }
        if (worker != this) {
          return;
        }
        fiber.suspend();
      }
    }
  }
}
