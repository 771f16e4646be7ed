package asyncio.iteration;

import org.jspecify.annotations.Nullable;

/**
 * Where a generator's body puts its items. Only for the body itself, while it runs.
 *
 * @param <T> the type of the items
 * @param <S> the type of what is sent back
 */
public interface Yielder<T extends @Nullable Object, S> {

  /**
   * Hands over an item and waits until somebody asks for the next, as Python's {@code yield}. The
   * next may be asked for by another task; the body goes on in that one.
   *
   * <p>Throws whatever is {@linkplain AsyncGenerator#throwInto thrown into} the generator here,
   * checked or not.
   *
   * @return what was {@linkplain AsyncGenerator#send sent}, or null
   * @throws GeneratorExit if the generator is closed here
   * @throws IllegalStateException if called by anything but the running body, in a {@code
   *     Context.run} that the body has not left, or with a native frame on the body's stack
   */
  @SuppressWarnings("NamedLikeContextualKeyword") // it is always called on an object
  @Nullable S yield(T value);
}
