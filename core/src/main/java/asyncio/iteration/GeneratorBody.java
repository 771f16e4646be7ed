package asyncio.iteration;

import org.jspecify.annotations.Nullable;

/**
 * The code of a generator; it may suspend, before, between and after its items.
 *
 * @param <T> the type of the items
 * @param <S> the type of what is sent back
 */
@FunctionalInterface
public interface GeneratorBody<T extends @Nullable Object, S> {

  /**
   * Yields the items one after the other; returning ends the iteration.
   *
   * @throws Exception whatever the code throws; it comes out where the item was asked for
   */
  void run(Yielder<T, S> out) throws Exception;
}
