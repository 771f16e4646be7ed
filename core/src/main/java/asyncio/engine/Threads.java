package asyncio.engine;

import org.jspecify.annotations.Nullable;

/** Runs something to its end on another thread, as if it ran on the caller's. Any thread. */
final class Threads {

  private Threads() {}

  static void onPlatformThread(String name, Runnable action) {
    runToEnd(Thread.ofPlatform().name(name).daemon(), action);
  }

  static void onVirtualThread(String name, Runnable action) {
    runToEnd(Thread.ofVirtual().name(name), action);
  }

  private static void runToEnd(Thread.Builder builder, Runnable action) {
    var failure = new Failure();
    Thread thread =
        builder.start(
            () -> {
              try {
                action.run();
              } catch (RuntimeException | Error e) {
                failure.thrown = e;
              }
            });
    joinUninterruptibly(thread);
    if (failure.thrown instanceof RuntimeException e) {
      throw e;
    } else if (failure.thrown instanceof Error e) {
      throw e;
    }
  }

  /**
   * The loop's outcome must not be lost to an interrupt of the waiting thread; the interrupt is
   * kept for later.
   */
  private static void joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Failure {
    private @Nullable Throwable thrown;
  }
}
