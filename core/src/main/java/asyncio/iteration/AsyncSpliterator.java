package asyncio.iteration;

import asyncio.failure.Sneaky;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a stream reads from. Loop thread only. */
final class AsyncSpliterator<T extends @Nullable Object> implements Spliterator<T> {

  private final AsyncIterator<T> source;

  AsyncSpliterator(AsyncIterator<T> source) {
    this.source = source;
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    T item;
    try {
      item = source.anext();
    } catch (StopAsyncIteration end) {
      return false;
    } catch (Exception failure) {
      throw Sneaky.raise(failure);
    }
    action.accept(item);
    return true;
  }

  @Override
  public void forEachRemaining(Consumer<? super T> action) {
    source.forEach(action);
  }

  /** Only parallel streams split. */
  @Override
  public @Nullable Spliterator<T> trySplit() {
    throw new UnsupportedOperationException(
        "the items of an asynchronous iterator come one after the other, and a task cannot wait in"
            + " the threads of a parallel stream; leave out parallel()");
  }

  @Override
  public long estimateSize() {
    return Long.MAX_VALUE;
  }

  @Override
  public int characteristics() {
    return ORDERED;
  }
}
