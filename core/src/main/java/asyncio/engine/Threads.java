package asyncio.engine;

import java.util.concurrent.CountDownLatch;
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
    uninterruptibly(thread::join);
    if (failure.thrown instanceof RuntimeException e) {
      throw e;
    } else if (failure.thrown instanceof Error e) {
      throw e;
    }
  }

  static void await(CountDownLatch latch) {
    uninterruptibly(latch::await);
  }

  private interface Wait {
    void begin() throws InterruptedException;
  }

  /** An outcome must not be lost to an interrupt of the waiting thread; the interrupt is kept. */
  private static void uninterruptibly(Wait wait) {
    boolean interrupted = false;
    while (true) {
      try {
        wait.begin();
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
