package asyncio.pool;

import asyncio.iteration.AsyncIterator;
import asyncio.iteration.StopAsyncIteration;
import asyncio.task.CancelledError;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The results of {@link ProcessPool#map}, in order. Loop thread only, usable once. Some work is
 * always ahead of the result that is taken, but never much.
 *
 * @param <T> the type of the results
 */
public final class PoolResults<T extends @Nullable Object>
    implements AsyncIterator<T>, AutoCloseable {

  private final Iterator<SerializableCallable<List<T>>> chunks;
  private final Function<SerializableCallable<List<T>>, CompletableFuture<List<T>>> submit;
  private final int ahead;
  private final Deque<CompletableFuture<List<T>>> underWay = new ArrayDeque<>();
  private Iterator<T> ready = Collections.emptyIterator();
  private boolean closed;

  PoolResults(
      Iterator<SerializableCallable<List<T>>> chunks,
      Function<SerializableCallable<List<T>>, CompletableFuture<List<T>>> submit,
      int ahead) {
    this.chunks = chunks;
    this.submit = submit;
    this.ahead = ahead;
    submitAhead();
  }

  private void submitAhead() {
    try {
      while (!closed && underWay.size() < ahead && chunks.hasNext()) {
        underWay.addLast(submit.apply(chunks.next()));
      }
    } catch (Throwable cannotTravel) {
      close();
      throw cannotTravel;
    }
  }

  /**
   * The next result. Suspends until it is there. A failure or cancellation closes it, as nobody
   * could tell what comes next.
   *
   * @throws StopAsyncIteration if there are no more, or it was closed
   * @throws CancelledError if the task is cancelled
   */
  @Override
  public T anext() {
    while (!ready.hasNext()) {
      CompletableFuture<List<T>> next = underWay.pollFirst();
      if (next == null) {
        throw new StopAsyncIteration();
      }
      ready = awaitChunk(next).iterator();
      submitAhead();
    }
    return ready.next();
  }

  private List<T> awaitChunk(CompletableFuture<List<T>> chunk) {
    try {
      return Pool.await("PoolResults.anext", chunk);
    } catch (Throwable failure) {
      close();
      throw failure;
    }
  }

  /** Stops what is under way. */
  @Override
  public void close() {
    closed = true;
    underWay.forEach(chunk -> chunk.cancel(true));
    underWay.clear();
  }
}
