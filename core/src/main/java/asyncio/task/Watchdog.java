package asyncio.task;

import asyncio.engine.Fiber;
import asyncio.loop.Scheduler;
import java.util.List;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.LockSupport;

/**
 * Debug mode: looks at a running loop from outside, and names the line that blocks it while it is
 * blocked; the report of the slow step comes only when the step has ended. A thread of its own,
 * which sleeps half the slow callback duration between two looks.
 *
 * <p>A step that is over the limit is reported once at the limit and again each time its age has
 * doubled.
 */
final class Watchdog {

  private static final int FRAMES = 12;
  private static final long SHORTEST_PAUSE_NANOS = 5_000_000;

  private static final String LOCK_REMEDY =
      "It waits for a lock of the JDK, and the loop with it: if a task of this loop holds the lock,"
          + " that task can never go on to release it. Between tasks, use asyncio.sync.Lock and"
          + " its companions.";

  private final EventLoop loop;
  private final Scheduler scheduler;
  private final Thread thread;
  private volatile boolean stopped;
  private long reportedStart = Scheduler.NO_STEP;
  private long nextReportNanos;

  private Watchdog(EventLoop loop) {
    this.loop = loop;
    this.scheduler = loop.scheduler();
    this.thread = Thread.ofPlatform().daemon().name("asyncio-watchdog").unstarted(this::watch);
  }

  static Watchdog start(EventLoop loop) {
    Watchdog watchdog = new Watchdog(loop);
    watchdog.thread.start();
    return watchdog;
  }

  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    while (!stopped) {
      LockSupport.parkNanos(this, Math.max(scheduler.slowNanos / 2, SHORTEST_PAUSE_NANOS));
      look();
    }
  }

  private void look() {
    long start = scheduler.stepStartNanos();
    Fiber fiber = scheduler.stepFiber();
    if (start == Scheduler.NO_STEP || fiber == null) {
      return;
    }
    long age = System.nanoTime() - start;
    if (start != reportedStart) {
      reportedStart = start;
      nextReportNanos = scheduler.slowNanos;
    }
    if (age < nextReportNanos) {
      return;
    }
    nextReportNanos = age * 2;
    List<StackTraceElement> stack = fiber.stackTrace();
    if (scheduler.stepStartNanos()
        == start) { // else the step ended meanwhile, and the stack may be another's
      Log.warning(describe(fiber, age, stack));
    }
  }

  private String describe(Fiber fiber, long age, List<StackTraceElement> stack) {
    String who = fiber.task instanceof Task<?> task ? task.getName() : "a callback";
    var text =
        new StringBuilder(
            loop
                + " has been blocked for "
                + Debug.seconds(age)
                + " seconds by "
                + who
                + ", which is here:");
    int shown = Math.min(stack.size(), FRAMES);
    for (int i = 0; i < shown; i++) {
      text.append(System.lineSeparator()).append("    at ").append(stack.get(i));
    }
    if (shown < stack.size()) {
      text.append(System.lineSeparator())
          .append("    … ")
          .append(stack.size() - shown)
          .append(" more");
    }
    if (waitsForLock(fiber.runningThread(), stack)) {
      text.append(System.lineSeparator()).append(LOCK_REMEDY);
    }
    return text.toString();
  }

  /** In a monitor, or in what all of java.util.concurrent's locks and semaphores wait in. */
  private static boolean waitsForLock(Thread thread, List<StackTraceElement> stack) {
    return thread.getState() == Thread.State.BLOCKED
        || stack.stream()
            .anyMatch(
                frame ->
                    frame.getClassName().equals(AbstractQueuedSynchronizer.class.getName())
                        && frame.getMethodName().equals("acquire"));
  }
}
