package asyncio.stream;

/**
 * What a server does with each connection, in a task of its own; asyncio's {@code
 * client_connected_cb}.
 */
@FunctionalInterface
public interface StreamHandler {

  /**
   * Serves one client. When it returns, the connection is closed.
   *
   * @throws Exception whatever it likes: it goes to the loop's exception handler
   */
  void handle(StreamReader reader, StreamWriter writer) throws Exception;
}
