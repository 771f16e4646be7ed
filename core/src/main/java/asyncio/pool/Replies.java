package asyncio.pool;

import asyncio.worker.FailureReport;
import asyncio.worker.Reply;
import java.io.InvalidObjectException;
import org.jspecify.annotations.Nullable;

/** What a worker's reply means to the caller. */
final class Replies {

  private Replies() {}

  /** The exception with which the call failed, or null if it has a result. */
  static @Nullable Throwable failure(
      Reply reply, WorkerProcess worker, ClassLoader loader, ProcessPoolOptions options) {
    return switch (reply) {
      case Reply.Result _ -> null;
      case Reply.Failed(FailureReport report) -> thrown(report, worker, loader);
      case Reply.Unreadable(Throwable reason) -> unreadable(reason, worker);
      case Reply.OutOfMemory(String description) -> outOfMemory(description, worker, options);
    };
  }

  private static Throwable thrown(FailureReport report, WorkerProcess worker, ClassLoader loader) {
    Throwable thrown = report.thrown(loader);
    if (thrown == null) {
      return RemoteException.inPlaceOf(
          report.description(), report.stackTrace(), worker.toString());
    }
    thrown.addSuppressed(RemoteException.thrownIn(worker.toString()));
    return thrown;
  }

  private static Throwable unreadable(Throwable reason, WorkerProcess worker) {
    var failure =
        new InvalidObjectException(
            "the result that came from "
                + worker
                + " cannot be read here: "
                + reason
                + "; do both have the same classes?");
    failure.initCause(reason);
    return failure;
  }

  private static Throwable outOfMemory(
      String description, WorkerProcess worker, ProcessPoolOptions options) {
    int limit = options.maxMegabytes();
    return worker.broken(
        "ran out of memory: "
            + description
            + (limit == 0
                ? "; set a limit with ProcessPoolOptions.withMaxMegabytes"
                : "; its limit is " + limit + " MiB, see ProcessPoolOptions.withMaxMegabytes"),
        null);
  }
}
