package asyncio.iteration;

import org.jspecify.annotations.Nullable;

/** Steps by hand. Loop thread only. */
public final class AsyncIterators {

  private AsyncIterators() {}

  /** See {@link asyncio.Asyncio#anext(AsyncIterator)}. */
  public static <T extends @Nullable Object> T next(AsyncIterator<T> iterator) {
    try {
      return iterator.anext();
    } catch (Exception failure) {
      throw Sneaky.raise(failure);
    }
  }

  /** See {@link asyncio.Asyncio#anext(AsyncIterator, Object)}. */
  public static <T extends @Nullable Object> T next(
      AsyncIterator<? extends T> iterator, T defaultValue) {
    try {
      return next(iterator);
    } catch (StopAsyncIteration end) {
      return defaultValue;
    }
  }
}
