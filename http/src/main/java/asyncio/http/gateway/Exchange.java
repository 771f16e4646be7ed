package asyncio.http.gateway;

import asyncio.http.Body;
import asyncio.http.BodySink;
import asyncio.http.BodySource;
import asyncio.http.Headers;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.http.websocket.WebSocketServerHandshake;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response: read the body, {@link #respond}, write the response's body. For the
 * task that serves the request.
 */
public interface Exchange extends BodySource, BodySink {

  /** What is asked. */
  RequestHead request();

  /** {@code http} or {@code https}: how the client has come here. */
  String scheme();

  /** Who asks, or null where there is no network between. */
  @Nullable SocketAddress remoteAddress();

  /** Where the client has come to, or null where there is no network between. */
  @Nullable SocketAddress localAddress();

  /**
   * How many bytes the request's body has, 0 without one, {@link Body#UNKNOWN_LENGTH} if its head
   * does not tell.
   */
  long contentLength();

  /**
   * The next piece of the request's body. The first call tells a client that waits for it to go on
   * ({@code Expect: 100-continue}). An application need not catch what is wrong with the body: a
   * server answers with the status of a {@link asyncio.http.BrokenMessageException} that was thrown
   * here, or {@linkplain #rejected passed on} by an {@link asyncio.http.IncomingBody} that reads
   * from here.
   */
  @Override
  @Nullable ByteBuffer read() throws IOException;

  /**
   * Starts the response. Its head is sent with the first piece of the body, or by {@link #flush}.
   * Does not suspend. The server adds what the protocol needs: how long the body is, and whether
   * the connection ends.
   *
   * @param length of the body, 0 without one, or {@link Body#UNKNOWN_LENGTH}
   * @throws IllegalStateException if a response was started
   */
  void respond(ResponseHead head, long length);

  /** Whether a response was started. */
  boolean isResponded();

  /**
   * Sends the head, although nothing of the body is there yet. Suspends.
   *
   * @throws IOException if the connection is lost
   */
  void flush() throws IOException;

  /** Whether the client wants a websocket; then {@link #acceptWebSocket} may be the answer. */
  default boolean wantsWebSocket() {
    return WebSocketServerHandshake.isWanted(request());
  }

  /**
   * Answers with a websocket, in the place of {@link #respond}. It is closed when the application
   * returns, if it was not before; with {@link asyncio.http.websocket.CloseCode#SERVER_ERROR} if
   * the application fails. Suspends.
   *
   * @param more headers of the answer besides those of the handshake, such as cookies
   * @throws asyncio.http.websocket.WebSocketRefusedException if this is no request for one, or one
   *     that is refused; if it goes on to the server, that answers with its status
   * @throws IOException if the connection is lost
   * @throws IllegalStateException if a response was started
   * @throws UnsupportedOperationException if this server has no websockets
   */
  default WebSocket acceptWebSocket(WebSocketOptions options, Headers more) throws IOException {
    throw new UnsupportedOperationException(
        "there are no websockets on this server; answer " + request() + " with respond()");
  }

  /** Answers with a websocket, see {@link #acceptWebSocket(WebSocketOptions, Headers)}. */
  default WebSocket acceptWebSocket(WebSocketOptions options) throws IOException {
    return acceptWebSocket(options, Headers.NONE);
  }
}
