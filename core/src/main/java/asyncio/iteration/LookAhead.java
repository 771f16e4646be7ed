package asyncio.iteration;

import asyncio.failure.Sneaky;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** An iterator that fetches an item when it is asked whether there is one. Loop thread only. */
final class LookAhead<T extends @Nullable Object> implements Iterator<T> {

  private enum State {
    UNKNOWN,
    FETCHED,
    ENDED
  }

  private final AsyncIterator<T> source;
  private State state = State.UNKNOWN;
  private @Nullable T item;

  LookAhead(AsyncIterator<T> source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    if (state == State.UNKNOWN) {
      fetch();
    }
    return state == State.FETCHED;
  }

  private void fetch() {
    try {
      item = source.anext();
      state = State.FETCHED;
    } catch (StopAsyncIteration end) {
      state = State.ENDED;
    } catch (Exception failure) {
      throw Sneaky.raise(failure);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // null only if it is an item
  public T next() {
    if (!hasNext()) {
      throw new StopAsyncIteration();
    }
    T fetched = item;
    item = null;
    state = State.UNKNOWN;
    return fetched;
  }
}
