package asyncio.stream;

/** What a server does with each connection, in a task of its own. */
@FunctionalInterface
public interface ConnectionHandler {

  /**
   * Serves one client. When it returns, the connection is closed.
   *
   * @throws Exception whatever it likes: it goes to the loop's exception handler
   */
  void handle(Connection connection) throws Exception;
}
