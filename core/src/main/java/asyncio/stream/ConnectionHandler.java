package asyncio.stream;

/** What a server does with each connection, in a task of its own. */
@FunctionalInterface
public interface ConnectionHandler {

  /**
   * Serves one client. When it returns, the connection is closed.
   *
   * @throws Exception whatever it likes: it goes to the loop's exception handler; but if it is an
   *     {@link java.io.IOException} because this connection was lost, then only in debug mode
   */
  void handle(Connection connection) throws Exception;

  /**
   * Ends a connection in good order, as its server is being stopped: what was written is sent, and
   * {@link #handle} reads the end of the stream. Whoever is in the middle of an answer may do so
   * later. Does not suspend.
   */
  default void close(Connection connection) {
    connection.writer().close();
  }
}
