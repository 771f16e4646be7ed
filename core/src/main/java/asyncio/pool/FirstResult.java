package asyncio.pool;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The first result of several futures; if all fail, the last failure. */
final class FirstResult {

  private FirstResult() {}

  static <T extends @Nullable Object> CompletableFuture<T> of(List<CompletableFuture<T>> futures) {
    CompletableFuture<T> first = new CompletableFuture<>();
    AtomicInteger left = new AtomicInteger(futures.size());
    for (CompletableFuture<T> future : futures) {
      var _ =
          future.whenComplete(
              (result, failure) -> {
                if (failure == null) {
                  first.complete(result);
                } else if (left.decrementAndGet() == 0) {
                  first.completeExceptionally(failure);
                }
              });
    }
    return first;
  }
}
