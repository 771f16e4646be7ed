package asyncio.http.web;

import org.jspecify.annotations.Nullable;

/**
 * Answers requests that have failed; may suspend.
 *
 * @param <E> with what
 */
@FunctionalInterface
public interface ErrorHandler<E extends Exception> {

  /**
   * Answers, as a {@link Handler} does.
   *
   * @throws Exception if it fails itself: then the answer is 500
   */
  @Nullable Object handle(E failure, Request request) throws Exception;
}
