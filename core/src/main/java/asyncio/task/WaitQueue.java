package asyncio.task;

import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait in line until each is woken: what every lock, event, condition, semaphore and
 * queue stands on, and what to build one's own primitive from. Loop thread only.
 *
 * <h2>The rules, for whatever is built on it</h2>
 *
 * <ol>
 *   <li>Tasks are woken in the order in which they came.
 *   <li>A woken task runs in the next iteration of the loop, not inside the call that wakes it. In
 *       between it is still in line, so that what is built on it can see that its turn is taken.
 *   <li>A task that is cancelled before it is woken leaves the line when it runs, and is skipped by
 *       every wake-up from the moment of the cancellation.
 *   <li>A task that is cancelled after it was woken, before it could run, does not waste the
 *       wake-up: {@link #await(Object, Runnable)} calls {@code giveBack} before the cancellation
 *       goes on its way, and that hands over what the wake-up stood for.
 *   <li>In whatever way {@code await} ends, the task has left the line.
 * </ol>
 *
 * <p>Waiting, waking and leaving cost the same however long the line is: it is a linked list, and
 * {@code next} splits it into those who are done and those who may still be woken.
 */
public final class WaitQueue {

  private @Nullable Waiter first;
  private @Nullable Waiter last;

  /** Everyone before this one was woken or cancelled. */
  private @Nullable Waiter next;

  private int size;

  /** An empty line. */
  public WaitQueue() {}

  /** One task's place in the line. Done once the task was woken or cancelled. */
  final class Waiter extends Future<@Nullable Void> {

    private final Object subject;
    private @Nullable Waiter before;
    private @Nullable Waiter behind;

    Waiter(EventLoop loop, Object subject) {
      super(loop);
      this.subject = subject;
    }

    boolean woken() {
      return done() && !cancelled();
    }

    @Override
    public boolean cancel(@Nullable String message) {
      boolean left = super.cancel(message);
      if (left) {
        size--;
      }
      return left;
    }

    /** What the task waits for, in its own words. */
    @Override
    public String toString() {
      return Texts.shorten(subject);
    }
  }

  // ---- waiting

  /**
   * Suspends the current task until it is woken.
   *
   * @param subject what is waited for, as texts about the task name it
   * @throws CancelledError if the task is cancelled; a wake-up that it had got already is lost,
   *     which is right where all are woken at once
   * @throws IllegalStateException if the caller is not in a task, or if tasks of another loop are
   *     in line
   */
  public void await(Object subject) {
    await(subject, () -> {});
  }

  /**
   * Suspends the current task until it is woken, without losing a wake-up to a cancellation.
   *
   * @param giveBack called, without suspending, if the task is cancelled after it was woken
   * @throws CancelledError if the task is cancelled
   * @throws IllegalStateException as {@link #await(Object)} does
   */
  public void await(Object subject, Runnable giveBack) {
    Task<?> task = CurrentLoop.requireTask("waiting");
    Waiter waiter = new Waiter(task.getLoop(), subject);
    enter(waiter);
    try {
      task.await(waiter);
      waiter.result();
    } catch (CancelledError cancelled) {
      leave(waiter);
      if (waiter.woken()) {
        giveBack.run();
      }
      throw cancelled;
    } catch (Throwable cannotSuspend) {
      leave(waiter);
      throw cannotSuspend;
    }
    leave(waiter);
  }

  private void enter(Waiter waiter) {
    Waiter end = last;
    if (end == null) {
      first = waiter;
    } else {
      checkLoop(end, waiter);
      end.behind = waiter;
      waiter.before = end;
    }
    last = waiter;
    if (next == null) {
      next = waiter;
    }
    size++;
  }

  private static void checkLoop(Waiter inLine, Waiter waiter) {
    if (inLine.getLoop() != waiter.getLoop()) {
      throw new IllegalStateException(
          waiter.subject
              + " is bound to a different event loop, whose tasks wait for it; give each loop one"
              + " of its own");
    }
  }

  private void leave(Waiter waiter) {
    Waiter before = waiter.before;
    Waiter behind = waiter.behind;
    if (before == null) {
      first = behind;
    } else {
      before.behind = behind;
    }
    if (behind == null) {
      last = before;
    } else {
      behind.before = before;
    }
    if (next == waiter) {
      next = behind;
    }
    if (!waiter.cancelled()) {
      size--;
    }
  }

  // ---- waking

  /**
   * Refuses a thread that must not wake those in line; for what changes anything before it wakes.
   *
   * @param operation what was called, for the message
   * @throws IllegalStateException if called from another thread than the waiting tasks' loop
   */
  public void checkThread(String operation) {
    if (first != null) {
      first.getLoop().checkThread(operation);
    }
  }

  /**
   * Wakes the first task that was neither woken nor cancelled.
   *
   * @return false if there is none
   * @throws IllegalStateException if called from another thread than the waiting tasks' loop
   */
  public boolean wakeNext() {
    Waiter waiter = next;
    while (waiter != null && waiter.done()) {
      waiter = waiter.behind;
    }
    next = waiter;
    if (waiter == null) {
      return false;
    }
    wake(waiter);
    return true;
  }

  /**
   * Wakes the head of the line, unless it was woken already or is cancelled and has not left yet:
   * at most one task at a time is on its way.
   *
   * @return whether it did
   * @throws IllegalStateException if called from another thread than the waiting tasks' loop
   */
  public boolean wakeFirst() {
    Waiter waiter = first;
    if (waiter == null || waiter.done()) {
      return false;
    }
    wake(waiter);
    return true;
  }

  /**
   * Wakes everybody who is in line.
   *
   * @throws IllegalStateException if called from another thread than the waiting tasks' loop
   */
  public void wakeAll() {
    while (wakeNext()) {
      // each call wakes one
    }
  }

  private void wake(Waiter waiter) {
    EventLoop loop = waiter.getLoop();
    if (loop.runsElsewhere()) {
      loop.checkThread("waking those who wait for " + waiter);
    }
    next = waiter.behind;
    waiter.completeWithResult(null);
  }

  // ---- state

  /**
   * How many are in line: those who wait, and those who were woken and have not run yet. Cancelled
   * ones do not count.
   */
  public int size() {
    return size;
  }

  /** Whether nobody is in line but cancelled tasks. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** How many are in line. */
  @Override
  public String toString() {
    return "<WaitQueue of " + size + ">";
  }
}
