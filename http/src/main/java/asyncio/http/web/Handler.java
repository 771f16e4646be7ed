package asyncio.http.web;

import org.jspecify.annotations.Nullable;

/** Answers the requests of a route; may suspend. */
@FunctionalInterface
public interface Handler {

  /**
   * Answers a request.
   *
   * @return a {@link Response}, which is sent as it is; an {@link asyncio.http.Body}; a string or
   *     bytes; null or an empty {@link java.util.Optional} if there is no such thing, which is 404;
   *     or else a value to become JSON, such as a record, a list or a map. For success with nothing
   *     to say, return {@link Response#NO_CONTENT}.
   * @throws HttpError to answer with that status
   * @throws Exception if it fails: see {@link Application#onError}
   */
  @Nullable Object handle(Request request) throws Exception;
}
