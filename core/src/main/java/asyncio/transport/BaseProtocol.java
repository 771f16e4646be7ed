package asyncio.transport;

import org.jspecify.annotations.Nullable;

/**
 * What every protocol is told, as {@code asyncio.BaseProtocol}. Called in the loop, in no task. An
 * exception thrown by a callback is reported and breaks the connection, but for those thrown by the
 * callbacks of this interface, which are only reported.
 *
 * @param <T> the kind of transport
 */
public interface BaseProtocol<T> {

  /** The connection is there; {@code connection_made}. Called once, first. */
  default void connectionMade(T transport) throws Exception {}

  /**
   * The connection is gone; {@code connection_lost}. Called once, last.
   *
   * @param failure why, or null if it was closed in good order, by either side
   */
  default void connectionLost(@Nullable Throwable failure) throws Exception {}
}
