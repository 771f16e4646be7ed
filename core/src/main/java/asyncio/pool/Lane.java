package asyncio.pool;

import asyncio.worker.Reply;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a process pool, with a worker process that it starts when there is work and keeps. It
 * gives the worker one piece of code at a time, so that whatever happens to the worker happens to
 * that piece alone.
 */
final class Lane implements Runnable {

  private final ProcessPool pool;
  private final WorkerFactory factory;

  /** Written by the lane. */
  private volatile @Nullable WorkerProcess worker;

  private volatile boolean busy;
  private volatile boolean killed;

  Lane(ProcessPool pool, WorkerFactory factory) {
    this.pool = pool;
    this.factory = factory;
  }

  @Override
  public void run() {
    try {
      for (ProcessJob<?> job = pool.take(); job != null; job = pool.take()) {
        busy = true;
        serve(job);
        busy = false;
      }
    } finally {
      endWorker();
      pool.ended(this);
    }
  }

  private void serve(ProcessJob<?> job) {
    try {
      WorkerProcess ready = readyWorker();
      if (job.startIn(ready)) {
        call(ready, job);
      } else {
        job.leaveWorker();
      }
    } catch (Throwable failure) {
      job.completeExceptionally(failure);
    }
  }

  private WorkerProcess readyWorker() {
    WorkerProcess existing = worker;
    if (existing != null && existing.isAlive()) {
      return existing;
    }
    if (existing != null) {
      existing.discard();
    }
    try {
      return factory.start(this::own);
    } catch (BrokenWorkerException e) {
      worker = null;
      throw e;
    }
  }

  /** A worker that starts while its pool is killed must not be missed. */
  private void own(WorkerProcess started) {
    worker = started;
    if (killed) {
      started.kill();
    }
  }

  private void call(WorkerProcess ready, ProcessJob<?> job) {
    Reply reply;
    try {
      reply = ready.call(job.takeCode(), job.loader());
    } catch (IOException ended) {
      job.leaveWorker();
      worker = null;
      BrokenWorkerException broken = ready.broken("ended while it ran the code", ended);
      job.completeExceptionally(broken);
      return;
    }
    job.leaveWorker();
    complete(job, reply, ready);
    if (ready.calls() >= pool.options().maxTasksPerWorker()) {
      endWorker();
    }
  }

  private void complete(ProcessJob<?> job, Reply reply, WorkerProcess ready) {
    boolean unwanted = job.isDone();
    if (unwanted || reply instanceof Reply.OutOfMemory) {
      worker = null;
    }
    if (unwanted) {
      ready.discard(); // or it was killed a moment after it had replied
      return;
    }
    Throwable failure = Replies.failure(reply, ready, job.loader(), pool.options());
    if (failure != null) {
      job.completeExceptionally(failure);
    } else {
      job.completeWith(((Reply.Result) reply).value());
    }
  }

  private void endWorker() {
    WorkerProcess existing = worker;
    worker = null;
    if (existing != null) {
      existing.end();
    }
  }

  boolean isBusy() {
    return busy;
  }

  /** Any thread. */
  void kill() {
    killed = true;
    WorkerProcess existing = worker;
    if (existing != null) {
      existing.kill();
    }
  }

  /** What is at work here. Any thread. */
  String describe() {
    return Objects.toString(worker, "a worker that is starting");
  }
}
