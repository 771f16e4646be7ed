package asyncio.http.web;

/** What stands between the requests of an application and their handlers. */
@FunctionalInterface
public interface Middleware {

  /** The middleware behind this one, and at last the handler. */
  @FunctionalInterface
  interface Next {

    /**
     * Lets the request pass; suspends. What a handler throws has become a response already; what
     * comes out of here was thrown by the middleware behind.
     */
    Response handle(Request request) throws Exception;
  }

  /**
   * Answers by {@code next}, or itself; may suspend. The route is not known before {@code next} is
   * called.
   *
   * @throws Exception as from a {@link Handler}
   */
  Response handle(Request request, Next next) throws Exception;
}
