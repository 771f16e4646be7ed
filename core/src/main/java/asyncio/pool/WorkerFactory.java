package asyncio.pool;

import asyncio.worker.Packet;
import asyncio.worker.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Starts the workers of a pool, ready to work. Any thread. */
final class WorkerFactory {

  private final String poolName;
  private final ProcessPoolOptions options;
  private final @Nullable Packet initializer;
  private final ClassLoader initializerLoader;
  private final AtomicInteger started = new AtomicInteger();

  WorkerFactory(String poolName, ProcessPoolOptions options) {
    this.poolName = poolName;
    this.options = options;
    SerializableRunnable code = options.initializer();
    this.initializer =
        code == null ? null : Parcel.pack(new RunnableCall<@Nullable Void>(code, null), code);
    this.initializerLoader = Loaders.of(code == null ? this : code);
  }

  /**
   * A worker that has run the initialiser.
   *
   * @throws BrokenWorkerException if it does not start, or its initialiser fails
   */
  WorkerProcess start(WorkerOwner owner) {
    String name = poolName + "-" + started.getAndIncrement();
    try {
      List<String> start = StartCache.ofThisJvm().options(options);
      WorkerProcess worker = connect(name, WorkerCommand.of(options, start), owner);
      initialize(worker);
      return worker;
    } catch (IOException e) {
      throw new BrokenWorkerException(
          "worker " + name + " could not be started: " + e, null, List.of(), e);
    }
  }

  private WorkerProcess connect(String name, WorkerCommand command, WorkerOwner owner)
      throws IOException {
    try (MeetingPoint meeting = MeetingPoint.open()) {
      WorkerProcess worker = WorkerProcess.start(name, command, meeting.socket());
      owner.own(worker);
      try {
        worker.meet(meeting);
      } catch (IOException ended) {
        throw worker.broken("did not start", ended);
      }
      return worker;
    }
  }

  private void initialize(WorkerProcess worker) {
    if (initializer == null) {
      return;
    }
    try {
      Reply reply = worker.call(initializer, initializerLoader);
      if (!(reply instanceof Reply.Result)) {
        worker.kill();
        throw worker.broken(
            "was stopped because its initializer failed",
            Replies.failure(reply, worker, initializerLoader, options));
      }
    } catch (IOException ended) {
      throw worker.broken("ended in its initializer", ended);
    }
  }

  /** Lets a worker do typical work under the eyes of the JVM, which writes a cache at its end. */
  void train(Path cache, int limitSeconds) throws IOException {
    WorkerProcess worker = connect(poolName + "-cache", WorkerCommand.forTraining(cache), _ -> {});
    SerializableCallable<List<String>> work = () -> List.of("results", "travel").reversed();
    worker.call(Parcel.pack(work, work), Loaders.of(work));
    worker.end(limitSeconds);
  }

  /** When no worker will be started any more. Blocks while the first pool makes the cache. */
  void close(boolean inOrder) {
    if (inOrder && started.get() > 0) {
      StartCache.ofThisJvm().makeOnce(this);
    }
  }
}
