package asyncio.iteration;

import asyncio.failure.Sneaky;
import asyncio.task.WaitFor;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What iterators that suspend need beyond streams and gatherers. Loop thread only.
 *
 * <p>Everything here takes any {@link Iterable}, whether its iterator suspends or not.
 */
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

  /** See {@link asyncio.Asyncio#anext(Iterator)}. */
  public static <T extends @Nullable Object> T next(Iterator<T> iterator) {
    if (!iterator.hasNext()) {
      throw new StopAsyncIteration();
    }
    return iterator.next();
  }

  /**
   * The items of several sources as they come. A task for each source, from the first step on,
   * fetches an item and waits until it is taken before it fetches the next.
   *
   * <p>Fair: items come in the order in which they were fetched. The first failure of a source
   * comes out after the items that were fetched before it. At the end, however it comes, the tasks
   * are cancelled and waited for, and each source that is {@link AutoCloseable} is closed; items
   * that were fetched and not taken are lost then. Use it in a {@code try}-with-resources if it may
   * be left early.
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends @Nullable Object> AsyncGenerator<T, ?> merge(
      Iterable<? extends T>... sources) {
    List<Iterable<? extends T>> all = List.of(sources);
    return AsyncGenerator.<T, Object>of(out -> new Merge<T>(all).run(out));
  }

  /**
   * The items of {@code source}, each of which may take {@code limit} to come; the time between an
   * item and the request for the next does not count. Not closed with the source.
   *
   * <p>A step that is late is cancelled and throws {@link java.util.concurrent.TimeoutException},
   * although a for-each cannot declare it. A generator has ended then; another source may go on.
   *
   * @param limit as in {@code waitFor}: null for none
   */
  public static <T extends @Nullable Object> AsyncIterator<T> timeoutEach(
      Iterable<? extends T> source, @Nullable Duration limit) {
    Iterator<? extends T> iterator = Objects.requireNonNull(source, "source").iterator();
    return () -> WaitFor.<T>waitFor(() -> next(iterator), limit);
  }
}
