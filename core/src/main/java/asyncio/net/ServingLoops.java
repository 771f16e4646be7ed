package asyncio.net;

import asyncio.task.CancelledError;
import asyncio.task.Coroutine;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.WaitQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several loops that serve together, and the task of another one that watches over them. They start
 * one after the other, so that the first can choose the ports; when one ends, all are stopped.
 */
public final class ServingLoops {

  /** A server, or what is built on one, that one of the loops has started. */
  public interface Serving {

    /** Suspends until it has been closed. */
    void waitClosed();

    /** Stops within a limit of time, or when the task is cancelled. Suspends. */
    void stop(Duration patience);
  }

  private final EventLoop supervisor;
  private final List<ServingLoop> loops = new ArrayList<>();
  private final WaitQueue changes = new WaitQueue();

  private ServingLoops(EventLoop supervisor) {
    this.supervisor = supervisor;
  }

  /** See {@link asyncio.Asyncio#serveOnLoops}. */
  public static void serve(int count, Duration patience, Coroutine<Server> start) {
    Objects.requireNonNull(start, "start");
    serveAll(count, patience, () -> started(start.await()));
  }

  private static Server started(Server server) {
    Objects.requireNonNull(server, "a server must be returned").start();
    return server;
  }

  /**
   * Serves on several loops; for what is built on {@link Server}. See {@link
   * asyncio.Asyncio#serveOnLoops}.
   *
   * @param start starts it on the loop that runs it
   */
  public static void serveAll(int count, Duration patience, Coroutine<? extends Serving> start) {
    Objects.requireNonNull(patience, "patience");
    Objects.requireNonNull(start, "start");
    if (count < 1) {
      throw new IllegalArgumentException(
          "the number of loops that serve must be at least 1, and is " + count);
    }
    new ServingLoops(CurrentLoop.requireTask("serveOnLoops").getLoop())
        .serveUntilOneEnds(count, patience, start);
  }

  private void serveUntilOneEnds(int count, Duration patience, Coroutine<? extends Serving> start) {
    try {
      startAll(count, patience, start);
      awaitUntil(this::oneHasEnded);
    } catch (Throwable interrupted) {
      stopAll();
      failures().forEach(interrupted::addSuppressed);
      throw interrupted;
    }
    stopAll();
    throwFailure();
  }

  private void startAll(int count, Duration patience, Coroutine<? extends Serving> start) {
    SharedPorts ports = new SharedPorts();
    for (int i = 1; i <= count && !oneHasEnded(); i++) {
      ServingLoop loop =
          new ServingLoop(start, patience, ports, supervisor.getDebug(), this::changed);
      Thread.ofPlatform().name("asyncio-serving-" + i).start(loop::run);
      loops.add(loop);
      awaitUntil(() -> loop.isServing() || loop.hasEnded());
    }
  }

  private boolean oneHasEnded() {
    return loops.stream().anyMatch(ServingLoop::hasEnded);
  }

  private boolean allHaveEnded() {
    return loops.stream().allMatch(ServingLoop::hasEnded);
  }

  /** Waits even if it is cancelled again: no thread is left behind. */
  private void stopAll() {
    CancelledError again = null;
    do {
      loops.forEach(ServingLoop::stop);
      try {
        awaitUntil(this::allHaveEnded);
      } catch (CancelledError impatient) {
        again = impatient;
      }
    } while (!allHaveEnded());
    if (again != null) {
      throw again;
    }
  }

  private void awaitUntil(BooleanSupplier condition) {
    try (var _ = supervisor.foreignWork()) {
      while (!condition.getAsBoolean()) {
        changes.await(this);
      }
    }
  }

  /** Called in the threads of the loops. */
  private void changed() {
    try {
      supervisor.callSoonThreadsafe(changes::wakeAll);
    } catch (IllegalStateException closed) {
      // nobody wants to know any more
    }
  }

  private Stream<Throwable> failures() {
    return loops.stream().map(ServingLoop::failure).filter(Objects::nonNull);
  }

  /** The first failure, with the others suppressed. */
  private void throwFailure() {
    List<Throwable> failures = failures().toList();
    if (!failures.isEmpty()) {
      Throwable first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      Future<@Nullable Void> outcome = supervisor.createFuture();
      outcome.setException(first);
      outcome.await();
    }
  }

  /** How many serve. */
  @Override
  public String toString() {
    long ended = loops.stream().filter(ServingLoop::hasEnded).count();
    return "<ServingLoops " + (loops.size() - ended) + " serve, " + ended + " have ended>";
  }
}
