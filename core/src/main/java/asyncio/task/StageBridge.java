package asyncio.task;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The border between futures of a loop and {@link CompletionStage}s of any thread. Outcomes and
 * cancellations cross it both ways.
 */
final class StageBridge {

  private StageBridge() {}

  /** Any thread, as it is what the stage methods of a future begin with. */
  static <T extends @Nullable Object> CompletableFuture<T> toCompletableFuture(Future<T> future) {
    CompletableFuture<T> stage = new CompletableFuture<>();
    EventLoop loop = future.getLoop();
    if (loop.runsElsewhere()) {
      loop.callSoonThreadsafe(() -> connect(future, stage));
    } else {
      connect(future, stage);
    }
    return stage;
  }

  private static <T extends @Nullable Object> void connect(
      Future<T> future, CompletableFuture<T> stage) {
    if (future.done()) {
      copy(future, stage);
    } else {
      link(future, stage);
    }
  }

  /** Loop thread: the stage follows the future, and the stage's cancellation goes back. */
  static <T extends @Nullable Object> void link(Future<T> future, CompletableFuture<T> stage) {
    future.whenDone(done -> copy(done, stage));
    CompletableFuture<T> _ =
        stage.whenComplete(
            (_, _) -> {
              if (stage.isCancelled()) {
                future.getLoop().callSoonThreadsafeUnlessClosed(future::cancel);
              }
            });
  }

  private static <T extends @Nullable Object> void copy(
      Future<T> future, CompletableFuture<T> stage) {
    if (future.cancelled()) {
      stage.cancel(false);
      return;
    }
    Throwable failure = future.exception();
    if (failure == null) {
      stage.complete(future.result());
    } else {
      stage.completeExceptionally(failure);
    }
  }

  static <T extends @Nullable Object> Future<T> fromStage(
      CompletionStage<T> stage, EventLoop loop) {
    Future<T> future = loop.createFuture();
    loop.scheduler().beginForeignWork();
    var _ =
        stage.whenComplete(
            (result, failure) ->
                loop.callSoonThreadsafeUnlessClosed(
                    () -> {
                      loop.scheduler().endForeignWork();
                      if (!future.done()) {
                        complete(future, result, failure);
                      }
                    }));
    future.whenDone(
        done -> {
          if (done.cancelled()) {
            cancel(stage);
          }
        });
    return future;
  }

  private static <T extends @Nullable Object> void complete(
      Future<T> future, T result, @Nullable Throwable failure) {
    if (failure == null) {
      future.completeWithResult(result);
      return;
    }
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof CancellationException) {
      future.completeCancelled(new CancelledError(cause.getMessage()));
    } else {
      future.completeWithException(cause);
    }
  }

  private static void cancel(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().cancel(true);
    } catch (UnsupportedOperationException e) {
      // a stage that cannot be cancelled goes on unobserved
    }
  }
}
