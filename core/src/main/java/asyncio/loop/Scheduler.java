package asyncio.loop;

import asyncio.engine.Engine;
import asyncio.engine.Fiber;
import asyncio.engine.FiberHost;
import asyncio.spi.Clock;
import asyncio.spi.Poller;
import asyncio.spi.TurnOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs entries, one at a time, in the order of CPython's event loop. Loop thread only, except where
 * a method says otherwise; between two runs the "loop thread" is whoever owns the loop.
 *
 * <h2>One iteration</h2>
 *
 * <ol>
 *   <li>drop cancelled timers;
 *   <li>if nothing is ready and no stop was asked for, wait until the next timer or a wake-up;
 *   <li>append what other threads brought, then the timers that are due, to the ready queue;
 *   <li>run exactly the entries that are in the queue now. What they add belongs to the next
 *       iteration.
 * </ol>
 *
 * <h2>Who runs where</h2>
 *
 * The iteration itself runs on the bare thread (the carrier). It resumes fibers and moves queue
 * entries, and nothing else: no user code, no lock, no log, so it can never wait for a coroutine
 * that only it could resume. Coroutines run in fibers of their own, callbacks in the fibers of
 * {@link CallbackRunner}.
 *
 * <h2>Hand-over</h2>
 *
 * An eager task starts inside the call that creates it, on a stack of its own. {@link #handOver}
 * suspends the creator, lets the new fiber run until it gives way, and then resumes the creator
 * before anything else.
 */
public final class Scheduler implements FiberHost {

  /**
   * Entries of class {@link Ready}, and fibers, whose turn is to go on. Fibers are here themselves
   * because a wrapper would be one more object to fetch from memory for each switch.
   */
  private final ArrayDeque<Object> ready = new ArrayDeque<>();

  private final TimerHeap timers = new TimerHeap();
  private final CallbackRunner callbacks = new CallbackRunner(this);
  private final ArrayDeque<SlowEntry> unreportedSlow = new ArrayDeque<>();
  private final ArrayDeque<Fiber> creators = new ArrayDeque<>();
  private final Object owner;
  private final LoopListener listener;
  private final Clock clock;
  private final Poller poller;
  private final Inbox inbox;

  /** Null but in tests that try other orders. */
  private final @Nullable TurnOrder turnOrder;

  private int leftInBatch;
  private boolean stopping;

  /** Whether this thread was interrupted while it waited; kept for after the run. */
  private boolean interrupted;

  private boolean debug;
  private boolean handingOver;
  private @Nullable Ready handedOver;
  private @Nullable Throwable escaping;
  private int blockedFibers;
  private volatile boolean closed;

  // Debug mode: what the watchdog looks at. Racy reads are fine, it only samples.
  private volatile long stepStartNanos = NO_STEP;
  private volatile @Nullable Fiber stepFiber;

  /** {@link #stepStartNanos} while nothing runs. */
  public static final long NO_STEP = -1;

  /**
   * A foreign call that the loop knows of and that will end in a wake-up, such as a job in a pool.
   */
  private int foreignWork;

  /** Steps longer than this, in nanoseconds of the loop's clock, are reported in debug mode. */
  public volatile long slowNanos = 100_000_000L;

  public Scheduler(
      Object owner,
      LoopListener listener,
      Clock clock,
      Poller poller,
      @Nullable TurnOrder turnOrder) {
    this.owner = owner;
    this.listener = listener;
    this.clock = clock;
    this.poller = poller;
    this.inbox = new Inbox(poller);
    this.turnOrder = turnOrder;
  }

  /** The loop that this scheduler drives; any thread. */
  public Object owner() {
    return owner;
  }

  /** Nanoseconds on the loop's clock; any thread. */
  public long nanos() {
    return clock.nanos();
  }

  /** Where this loop waits. */
  public Poller poller() {
    return poller;
  }

  /** The timers; note cancellations there. */
  public TimerHeap timers() {
    return timers;
  }

  /** How many entries are ready. */
  public int readyCount() {
    return ready.size();
  }

  /** Queues an entry for the next iteration. */
  public void add(Ready entry) {
    ready.addLast(entry);
  }

  /** Queues the next turn of a fiber. */
  public void add(Fiber fiber) {
    ready.addLast(fiber);
  }

  /** Takes back the turn of a fiber that was queued last. */
  public void takeBack(Fiber fiber) {
    ready.removeLastOccurrence(fiber);
  }

  /** Queues an entry from any thread, and wakes the loop if it sleeps. */
  public void addThreadsafe(Ready entry) {
    inbox.add(entry);
  }

  /**
   * Makes {@link #run} return after the current iteration; any thread may follow it with {@link
   * #wakeup}.
   */
  public void stop() {
    stopping = true;
  }

  /** Ends the sleep of the loop; any thread. */
  public void wakeup() {
    inbox.wakeup();
  }

  /** Whether steps are timed and reported. */
  public void setDebug(boolean enabled) {
    debug = enabled;
  }

  /**
   * A job outside the loop begins that will end in {@link #addThreadsafe}; {@link #endForeignWork}
   * ends it.
   */
  public void beginForeignWork() {
    foreignWork++;
  }

  /** See {@link #beginForeignWork}. */
  public void endForeignWork() {
    foreignWork--;
  }

  /**
   * Makes {@link #run} throw this, right after the current entry; what is queued stays queued. For
   * the few throwables that must not stop at the border of a task.
   */
  public void escape(Throwable throwable) {
    escaping = throwable;
  }

  // ---- the loop

  /**
   * Iterates until {@link #stop}. Must be called inside {@link Engine#run}.
   *
   * @throws RuntimeException or Error what was given to {@link #escape} or what the poller threw
   */
  public void run() {
    interrupted = false;
    try {
      do {
        iterate();
      } while (!stopping);
    } finally {
      stopping = false;
      callbacks.retire();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void iterate() {
    timers.prune();
    boolean waited = ready.isEmpty() && !stopping && inbox.isEmpty() && idle();
    if (!waited && poller.wantsLookIns()) {
      poller.await(0, false);
    }
    for (Ready entry = inbox.poll(); entry != null; entry = inbox.poll()) {
      ready.addLast(entry);
    }
    if (!timers.isEmpty()) {
      long now = clock.nanos();
      for (Ready entry = timers.pollDue(now); entry != null; entry = timers.pollDue(now)) {
        ready.addLast(entry);
      }
    }
    runBatch();
  }

  /** Waits, unless a timer is due. */
  private boolean idle() {
    long timeout = Poller.FOREVER;
    if (!timers.isEmpty()) {
      timeout = timers.headDue() - clock.nanos();
      if (timeout <= 0) {
        return false;
      }
    }
    inbox.sleep(timeout, foreignWork > 0 || blockedFibers > 0);
    interrupted |= Thread.interrupted(); // pending, it would turn waiting into spinning
    return true;
  }

  private void runBatch() {
    leftInBatch = turnOrder == null ? ready.size() : bringForward(turnOrder);
    while (leftInBatch > 0) {
      leftInBatch--;
      Object entry = ready.removeFirst();
      if (debug) {
        runTimed(entry);
      } else {
        run(entry);
      }
      if (escaping != null) {
        throwEscaping();
      }
    }
  }

  /** Lets a test choose the one entry of this iteration; returns how many there are. */
  private int bringForward(TurnOrder order) {
    if (ready.isEmpty()) {
      return 0;
    }
    List<Object> candidates = new ArrayList<>(ready.size());
    boolean callbackBefore = false;
    for (Object entry : ready) {
      if (!(entry instanceof Callback && callbackBefore)) {
        candidates.add(entry);
      }
      callbackBefore |= entry instanceof Callback;
    }
    Object chosen = candidates.get(order.next(candidates.stream().map(this::subject).toList()));
    ready.removeFirstOccurrence(chosen);
    ready.addFirst(chosen);
    return 1;
  }

  private Object subject(Object entry) {
    if (entry instanceof Fiber fiber) {
      return fiber.task == null ? fiber : fiber.task;
    }
    return ((Ready) entry).subject();
  }

  private void run(Object entry) {
    if (entry instanceof Fiber fiber) {
      resume(fiber);
    } else {
      ((Ready) entry).run();
    }
  }

  private void runTimed(Object entry) {
    long start = clock.nanos();
    run(entry);
    long took = clock.nanos() - start;
    if (took >= slowNanos
        && !(entry instanceof Callback)) { // callbacks time themselves, one by one
      unreportedSlow.add(new SlowEntry(entry, took));
      add(new SlowReport());
    }
  }

  private void throwEscaping() {
    Throwable throwable = escaping;
    escaping = null;
    if (throwable instanceof Error error) {
      throw error;
    } else if (throwable instanceof RuntimeException exception) {
      throw exception;
    }
    throw new IllegalStateException(throwable);
  }

  // ---- fibers

  /** A fiber of this loop, not yet started. */
  public Fiber newFiber(Runnable body) {
    Fiber fiber = Engine.current().create(this, body);
    fiber.loop = owner;
    return fiber;
  }

  /**
   * Lets a fiber run until it gives way, and then everything that it handed over to. Called on the
   * bare thread.
   */
  public void resume(Fiber fiber) {
    resumeOnce(fiber);
    if (handedOver != null && !handingOver) {
      finishHandOvers();
    }
  }

  private void finishHandOvers() {
    handingOver = true;
    while (true) {
      Ready next = handedOver;
      if (next != null) {
        handedOver = null;
        next.run();
      } else if (!creators.isEmpty()) {
        resumeOnce(creators.pop());
      } else {
        break;
      }
    }
    handingOver = false;
  }

  private void resumeOnce(Fiber fiber) {
    beginStep(fiber);
    fiber.resume();
    endStep(fiber);
  }

  private void beginStep(Fiber fiber) {
    if (debug) {
      stepFiber = fiber;
      stepStartNanos = System.nanoTime();
    }
  }

  private void endStep(Fiber fiber) {
    if (debug) {
      stepStartNanos = NO_STEP;
      stepFiber = null;
    }
    if (!fiber.isSuspended() && !fiber.isFinished()) {
      blockedFibers++; // until continueLater brings it back
    }
  }

  /**
   * Called in a fiber: runs {@code entry} at once, up to its first suspension, and then goes on.
   */
  public void handOver(Fiber creator, Ready entry) {
    creators.push(creator);
    handedOver = entry;
    try {
      creator.suspend();
    } catch (Throwable cannotSuspend) {
      creators.pop();
      handedOver = null;
      throw cannotSuspend;
    }
  }

  @Override
  public void continueLater(Fiber fiber) {
    bring(new BlockedFiber(fiber));
  }

  @Override
  public void continueLater(Runnable guest) {
    bring(new Guest(guest));
  }

  /** From any thread, also after the end: then it must run somewhere else. */
  private void bring(Continuation continuation) {
    if (closed) {
      Orphans.adopt(continuation::goOn);
      return;
    }
    inbox.add(continuation);
    if (closed) {
      adoptOrphans();
    }
  }

  /** Something that foreign blocking has kept and that may go on. */
  private abstract static class Continuation extends Ready {

    abstract void goOn();
  }

  private final class BlockedFiber extends Continuation {

    private final Fiber fiber;

    BlockedFiber(Fiber fiber) {
      this.fiber = fiber;
    }

    @Override
    void goOn() {
      fiber.continueBlocked();
    }

    @Override
    protected void run() {
      if (fiber.isSuspended() || fiber.isFinished()) {
        return; // a leftover submission of a stack dump
      }
      blockedFibers--;
      beginStep(fiber);
      fiber.continueBlocked();
      endStep(fiber);
      if (handedOver != null) {
        finishHandOvers();
      }
    }

    /** Who goes on, for the report of a slow step. */
    @Override
    public String toString() {
      return fiber.task == null ? "<a callback that was blocked>" : fiber.task.toString();
    }
  }

  /** A virtual thread that code in a fiber has started, and that runs on this loop. */
  private static final class Guest extends Continuation {

    private final Runnable guest;

    Guest(Runnable guest) {
      this.guest = guest;
    }

    @Override
    void goOn() {
      guest.run();
    }

    @Override
    protected void run() {
      guest.run();
    }

    @Override
    public String toString() {
      return "<a virtual thread that was started inside the loop>";
    }
  }

  // ---- callbacks

  CallbackRunner callbacks() {
    return callbacks;
  }

  /** The next entry of the current batch if it is a callback too, else null. */
  @Nullable Callback nextCallbackOfBatch() {
    if (leftInBatch == 0 || escaping != null || !(ready.peekFirst() instanceof Callback)) {
      return null;
    }
    leftInBatch--;
    return (Callback) ready.removeFirst();
  }

  /** In a fiber: runs one callback and reports what it throws. */
  void runCallback(Callback callback) {
    if (callback.cancelled()) {
      return;
    }
    long start = 0;
    if (debug) {
      stepStartNanos = System.nanoTime();
      start = clock.nanos();
    }
    try {
      callback.call();
    } catch (Throwable failure) {
      listener.callbackFailed(callback, failure);
    }
    if (debug) {
      long took = clock.nanos() - start;
      if (took >= slowNanos) {
        listener.slow(callback, took);
      }
    }
  }

  // ---- slow steps

  private record SlowEntry(Object entry, long nanos) {}

  /** Logs slow steps from a fiber: the bare thread does not log. */
  private final class SlowReport extends Callback {

    SlowReport() {
      super(Scheduler.this);
    }

    @Override
    protected void call() {
      reportSlow();
    }
  }

  /**
   * Reports what is left to report; the owner calls it after a run, when no fiber will do it any
   * more.
   */
  public void reportSlow() {
    for (SlowEntry slow = unreportedSlow.poll(); slow != null; slow = unreportedSlow.poll()) {
      listener.slow(slow.entry(), slow.nanos());
    }
  }

  /**
   * When the current step began, on {@link System#nanoTime}, or {@link #NO_STEP}; any thread, kept
   * in debug mode only.
   */
  public long stepStartNanos() {
    return stepStartNanos;
  }

  /** The fiber of the current step; any thread, kept in debug mode only. */
  public @Nullable Fiber stepFiber() {
    return stepFiber;
  }

  // ---- the end

  /**
   * Drops everything that is queued. Must be called inside {@link Engine#run}; the owner has
   * unwound its coroutines before.
   */
  public void close() {
    if (closed) {
      return;
    }
    ready.clear();
    timers.clear();
    closed = true;
    adoptOrphans();
    poller.close();
  }

  private void adoptOrphans() {
    for (Ready entry = inbox.poll(); entry != null; entry = inbox.poll()) {
      if (entry instanceof Continuation orphan) {
        Orphans.adopt(orphan::goOn);
      }
    }
  }
}
