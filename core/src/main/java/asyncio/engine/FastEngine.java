package asyncio.engine;

import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Coroutines are virtual threads whose scheduler is the loop itself. Needs {@code --add-opens
 * java.base/java.lang=ALL-UNNAMED} (or the module's name), or {@code Add-Opens:
 * java.base/java.lang} in the manifest of the main jar.
 */
final class FastEngine implements Engine {

  /**
   * @throws RuntimeException if the package is not open, or the JDK does not behave as {@link
   *     #selfTest} expects
   */
  FastEngine() {
    CountDownLatch pollersAreTheirs = startJdkPollers();
    Threads.onPlatformThread("asyncio-self-test", FastEngine::selfTest);
    Threads.await(pollersAreTheirs);
  }

  @Override
  public String name() {
    return "fast";
  }

  @Override
  public Fiber create(FiberHost host, Runnable body) {
    return new FastFiber(host, body);
  }

  /**
   * The scheduler of a fiber's thread is the fiber itself. A thread that was started inside has
   * inherited the scheduler, but is not the fiber's.
   */
  @Override
  public @Nullable Fiber fiberOf(Thread thread) {
    Executor scheduler = VirtualThreads.schedulerOf(thread);
    if (scheduler instanceof FastFiber fiber && fiber.thread() == thread) {
      return fiber;
    }
    return scheduler instanceof FastSideStack side && side.thread() == thread ? side.fiber() : null;
  }

  /** A carrier must be a platform thread: a caller on a virtual one is given a new one. */
  @Override
  public void run(Runnable loop) {
    if (Thread.currentThread().isVirtual()) {
      Threads.onPlatformThread("asyncio-loop", loop);
    } else {
      runHere(loop);
    }
  }

  /** Carrying a virtual thread clears the interrupt status of the carrier, hence the care. */
  private static void runHere(Runnable loop) {
    boolean interrupted = Thread.interrupted();
    try {
      loop.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Create, suspend, resume, park, unpark, inherit: what everything else relies on. */
  private static void selfTest() {
    var host = new TestHost();
    var steps = new StringBuilder();
    var fiber =
        new FastFiber(
            host,
            () -> {
              steps.append("start ");
              ((FastFiber) VirtualThreads.schedulerOf(Thread.currentThread())).suspend();
              steps.append("resumed ");
              LockSupport.park();
              steps.append("unparked ");
              Thread.ofVirtual().start(() -> steps.append("inherited"));
            });
    fiber.resume();
    fiber.resume();
    LockSupport.unpark(fiber.thread());
    for (Runnable next = host.runnable.poll(); next != null; next = host.runnable.poll()) {
      next.run();
    }
    if (!steps.toString().equals("start resumed unparked inherited")) {
      throw new UnsupportedOperationException("virtual threads behave unexpectedly: " + steps);
    }
  }

  private static final class TestHost implements FiberHost {

    private final ArrayDeque<Runnable> runnable = new ArrayDeque<>();

    @Override
    public void continueLater(Fiber fiber) {
      runnable.add(fiber::continueBlocked);
    }

    @Override
    public void continueLater(Runnable guest) {
      runnable.add(guest);
    }
  }

  /**
   * The JDK's socket pollers are virtual threads on the scheduler of whoever touches them first.
   * That must be the default scheduler, or blocking socket calls of the whole process would depend
   * on one of our loops. So a platform thread touches them, which has the default scheduler and
   * needs none of its threads, all of which may be busy or waiting for us. It takes the JDK tens of
   * milliseconds, so only its beginning is awaited: a coroutine that comes while it lasts waits for
   * it.
   *
   * <p>With -Djdk.pollerMode=1 they are platform threads, which inherit no scheduler: nothing to
   * do. That saves a process without blocking sockets not only their start, but also 0.3 seconds at
   * its end, which the JVM grants a thread that waits in native code.
   */
  private static CountDownLatch startJdkPollers() {
    if ("1".equals(System.getProperty("jdk.pollerMode"))) {
      return new CountDownLatch(0);
    }
    CountDownLatch begun = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .name("asyncio-poller-warm-up")
        .start(
            () -> {
              begun.countDown();
              try {
                Class.forName("sun.nio.ch.Poller");
              } catch (ClassNotFoundException e) {
                throw new UnsupportedOperationException("this JDK has no socket poller", e);
              }
            });
    return begun;
  }
}
