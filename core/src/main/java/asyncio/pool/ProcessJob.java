package asyncio.pool;

import asyncio.worker.Packet;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Code for a worker process, and its outcome. */
final class ProcessJob<T extends @Nullable Object> extends CompletableFuture<T> {

  private final ClassLoader loader;

  /** Dropped when it was sent: it may be large. */
  private @Nullable Packet code;

  /** Whether it has left the queue. */
  private volatile boolean taken;

  /** What runs it now. */
  private @Nullable WorkerProcess worker;

  ProcessJob(Packet code, ClassLoader loader) {
    this.code = code;
    this.loader = loader;
  }

  /** Where the classes of the code come from. */
  ClassLoader loader() {
    return loader;
  }

  boolean wasTaken() {
    return taken;
  }

  void setTaken() {
    taken = true;
  }

  synchronized Packet takeCode() {
    Packet taken = Objects.requireNonNull(code);
    code = null;
    return taken;
  }

  /** False if nobody needs its outcome any more. */
  synchronized boolean startIn(WorkerProcess process) {
    worker = process;
    return !isDone();
  }

  /** From now on {@link #stop} leaves the worker alone. */
  synchronized void leaveWorker() {
    worker = null;
  }

  /** Kills the worker that runs it, if there is one. */
  synchronized void stop() {
    if (worker != null) {
      worker.kill();
    }
  }

  @SuppressWarnings("unchecked") // the code's result is what submit says
  void completeWith(@Nullable Object result) {
    complete((T) result);
  }
}
