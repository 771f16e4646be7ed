package asyncio.net;

import asyncio.task.CancelledError;
import asyncio.task.Coroutine;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.RunOptions;
import asyncio.task.Runner;
import asyncio.task.Task;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One of several loops that serve together, in a thread of its own. Any thread. */
final class ServingLoop {

  private final Coroutine<? extends ServingLoops.Serving> start;
  private final Duration patience;
  private final SharedPorts ports;
  private final boolean debug;

  /** Tells that one of the answers below has changed; the last thing that the thread does. */
  private final Runnable onChange;

  private volatile @Nullable Task<?> main;
  private volatile boolean stopping;
  private volatile boolean serving;
  private volatile boolean ended;
  private volatile @Nullable Throwable failure;

  ServingLoop(
      Coroutine<? extends ServingLoops.Serving> start,
      Duration patience,
      SharedPorts ports,
      boolean debug,
      Runnable onChange) {
    this.start = start;
    this.patience = patience;
    this.ports = ports;
    this.debug = debug;
    this.onChange = onChange;
  }

  /** Whether the server has been started. */
  boolean isServing() {
    return serving;
  }

  /** Whether its thread has nothing more to do. */
  boolean hasEnded() {
    return ended;
  }

  /** Why it has ended, or null if in good order. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Asks it to end; a second time, to be quick about it. */
  void stop() {
    stopping = true;
    Task<?> running = main;
    if (running != null && !ended) {
      try {
        running.getLoop().callSoonThreadsafe(running::cancel);
      } catch (IllegalStateException closedMeanwhile) {
        // that is what was asked for
      }
    }
  }

  /** What its thread does. */
  void run() {
    try (Runner runner = new Runner(new RunOptions(debug, null))) {
      EventLoop loop = runner.getLoop();
      Network.use(loop, ports.networkOf(loop));
      runner.run(this::serve);
    } catch (CancelledError stopped) {
      // in good order
    } catch (Throwable failed) {
      failure = failed;
    } finally {
      ended = true;
      onChange.run();
    }
  }

  private void serve() throws Exception {
    main = CurrentLoop.requireTask("serving");
    if (stopping) {
      throw new CancelledError();
    }
    ServingLoops.Serving server =
        Objects.requireNonNull(start.await(), "a server must be returned");
    try {
      serving = true;
      onChange.run();
      server.waitClosed();
    } finally {
      server.stop(patience);
    }
  }
}
