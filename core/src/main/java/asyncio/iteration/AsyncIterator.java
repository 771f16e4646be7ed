package asyncio.iteration;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Items whose next may have to be waited for, as a Python object with {@code __anext__}. Loop
 * thread only, usable once.
 *
 * <p>Iterate with a for-each, which suspends where {@link #anext} does:
 *
 * <pre>{@code
 * for (String line : lines) {
 *   print(line);
 * }
 * }</pre>
 *
 * @param <T> the type of the items
 */
@FunctionalInterface
public interface AsyncIterator<T extends @Nullable Object> extends Iterable<T> {

  /**
   * The next item; {@code __anext__}. Suspends until there is one.
   *
   * @throws StopAsyncIteration if there are no more
   * @throws Exception what the source throws
   */
  T anext() throws Exception;

  /**
   * For a for-each; {@code __aiter__}. {@code hasNext} suspends and fetches the one item that
   * {@code next} returns, so that leaving the loop loses none. Exceptions of the source come out
   * unchanged, checked or not.
   */
  @Override
  default Iterator<T> iterator() {
    return new LookAhead<>(this);
  }

  /**
   * The items as a sequential stream: comprehensions. Its terminal operation suspends. What ends
   * early, such as {@code findFirst}, leaves the iterator open.
   *
   * @return a stream whose terminal operation throws {@link UnsupportedOperationException} if it
   *     was made parallel
   */
  default Stream<T> stream() {
    return StreamSupport.stream(new AsyncSpliterator<>(this), false);
  }

  /** Not for parallel streams: a task cannot wait in their threads. */
  @Override
  default Spliterator<T> spliterator() {
    return new AsyncSpliterator<>(this);
  }
}
