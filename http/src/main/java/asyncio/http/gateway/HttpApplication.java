package asyncio.http.gateway;

/**
 * What answers requests; ASGI's application. Everything is called in tasks of the server's loop,
 * and may suspend.
 *
 * <p>In the order in which a server calls it:
 *
 * <ol>
 *   <li>{@link #startUp}, once; if it fails, the server does not start;
 *   <li>{@link #serve}, for each request, of several connections at once;
 *   <li>{@link #shutDown}, once, when no request is served any more; only if {@link #startUp} has
 *       returned.
 * </ol>
 */
@FunctionalInterface
public interface HttpApplication {

  /**
   * Answers one request. When it returns, the server ends the response that was started; an
   * application that has started none has failed.
   *
   * <p>If the client leaves meanwhile, reading and writing throw; a server may cancel the task as
   * well. When a server is stopped and its patience is over, the task is cancelled.
   *
   * @throws Exception if it fails: the server logs it, and answers 500 if nothing was sent yet, or
   *     else cuts the connection
   */
  void serve(Exchange exchange) throws Exception;

  /**
   * Prepares what requests need.
   *
   * @throws Exception if it cannot; the server does not start then
   */
  default void startUp() throws Exception {}

  /**
   * Releases it again.
   *
   * @throws Exception if it fails; the server logs it
   */
  default void shutDown() throws Exception {}
}
