package asyncio.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The least that can run virtual threads on one thread: a scheduler that is a queue. What it costs
 * is the JDK's share of what asyncio costs. One thread; nothing may wake its threads from outside.
 */
final class BareLoop implements Executor {

  private static final MethodHandle CONSTRUCTOR = constructor();

  private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
  private boolean stopping;

  private static MethodHandle constructor() {
    try {
      Class<?> type = Class.forName("java.lang.VirtualThread");
      MethodType signature =
          MethodType.methodType(
              void.class, Executor.class, String.class, int.class, Runnable.class);
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
          .findConstructor(type, signature)
          .asType(signature.changeReturnType(Thread.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Starts a virtual thread, which runs whenever the loop does. */
  Thread start(Runnable body) {
    Thread thread;
    try {
      thread = (Thread) CONSTRUCTOR.invokeExact((Executor) this, (String) null, 0, body);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot create a virtual thread", e);
    }
    thread.start();
    return thread;
  }

  @Override
  public void execute(Runnable continuation) {
    ready.addLast(continuation);
  }

  /** Runs {@code main} in a virtual thread to its end, and the others meanwhile. */
  void run(Runnable main) {
    start(
        () -> {
          try {
            main.run();
          } finally {
            stop();
          }
        });
    runUntilStopped();
  }

  /** Runs round after round; {@link #stop} ends it after the current one. */
  void runUntilStopped() {
    do {
      for (int left = ready.size(); left > 0; left--) {
        ready.removeFirst().run();
      }
    } while (!stopping);
    stopping = false;
  }

  void stop() {
    stopping = true;
  }

  /** Waits for threads of this loop, in one of them. */
  static void joinAll(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a benchmark", e);
    }
  }
}
