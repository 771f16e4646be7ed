package asyncio.engine;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that is its own scheduler, as {@link FastFiber}, and whose continuation is run
 * by the fiber that has entered. Loop thread only, but for {@link #execute}.
 */
final class FastSideStack extends SideStack implements Executor {

  private final FiberHost host;
  private final Thread thread;
  private @Nullable Runnable continuation;

  /** Whether the body has left; whoever enters next, perhaps another fiber, takes it back. */
  private boolean left;

  FastSideStack(FiberHost host, Runnable body) {
    super(body);
    this.host = host;
    this.thread = VirtualThreads.create(this, this::live);
  }

  @Override
  public Thread thread() {
    return thread;
  }

  /** Starts or continues the thread; on the loop's bare thread. */
  void run() {
    left = false;
    Runnable known = continuation;
    if (known == null) {
      thread.start(); // submits the continuation to execute() below
      known = continuation;
    }
    if (known != null) {
      known.run();
    }
  }

  @Override
  void switchIn(Fiber caller) {
    ((FastFiber) caller).unmount();
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // the scheduler that is relied on is this class
  void switchOut() {
    left = true;
    try {
      Thread.yield();
    } catch (StackOverflowError e) {
      left = false;
      throw e;
    }
    if (left) {
      left = false;
      throw FastFiber.pinned(thread);
    }
  }

  /** Nothing to do: what was entered from goes on when this thread has unmounted for good. */
  @Override
  void switchOutForGood() {}

  /**
   * As {@link FastFiber#execute}: not dropped is only what comes back from a blocking call, or from
   * one that the JDK itself has made as the thread ended.
   */
  @Override
  public void execute(Runnable submitted) {
    if (submitted == continuation && !isFinished()) {
      if (fiber() instanceof FastFiber inside) {
        inside.continueLater(this);
      }
    } else if (continuation == null) {
      continuation = submitted;
    } else {
      host.continueLater(submitted);
    }
  }
}
