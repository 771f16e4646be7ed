package asyncio.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The signals by which users and supervisors stop a program, while a coroutine runs on the main
 * thread: the first one cancels the coroutine, any other one exits the JVM at once.
 */
final class StopSignals {

  private static final String MAIN_THREAD = "main"; // its id is 1 or 3, depending on the JDK

  /** What shells report: 128 and the number of the signal. */
  private static final int INTERRUPTED = 130;

  private static final int TERMINATED = 143;

  private final Task<?> main;
  private final List<Runnable> restore = new ArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile int status;

  private StopSignals(Task<?> main) {
    this.main = main;
  }

  /**
   * Handles them until {@link #release}. Does nothing unless called on the main thread: a library
   * in somebody else's thread has no business with the process's signals.
   */
  static StopSignals handle(Task<?> main) {
    StopSignals signals = new StopSignals(main);
    Thread thread = Thread.currentThread();
    if (!thread.isVirtual() && thread.getName().equals(MAIN_THREAD)) {
      signals.install("INT", INTERRUPTED);
      signals.install("TERM", TERMINATED);
    }
    return signals;
  }

  private void install(String signal, int exitStatus) {
    try {
      restore.add(Signals.handle(signal, () -> stop(exitStatus)));
    } catch (UnsupportedOperationException e) {
      // no such module, or the JVM keeps the signal for itself (-Xrs): it ends the JVM as always
    }
  }

  private void stop(int exitStatus) {
    EventLoop loop = main.getLoop();
    if (count.incrementAndGet() == 1 && !main.done() && !loop.isClosed()) {
      status = exitStatus;
      loop.callSoonThreadsafe(main::cancel);
    } else {
      System.exit(exitStatus);
    }
  }

  void release() {
    restore.forEach(Runnable::run);
  }

  boolean interrupted() {
    return status == INTERRUPTED;
  }

  boolean terminated() {
    return status == TERMINATED;
  }

  /** Ends the JVM as the signal would have done at once. */
  static void exitTerminated() {
    System.exit(TERMINATED);
  }
}
