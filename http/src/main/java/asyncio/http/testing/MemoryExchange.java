package asyncio.http.testing;

import asyncio.http.Body;
import asyncio.http.Headers;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.http.gateway.Exchange;
import asyncio.http.websocket.CloseCode;
import asyncio.http.websocket.Negotiated;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketException;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.http.websocket.WebSocketServerHandshake;
import asyncio.net.MemoryStream;
import asyncio.stream.Connection;
import asyncio.task.CurrentLoop;
import asyncio.task.Future;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request and its response in memory, held to the same rules as on a real server. */
final class MemoryExchange implements Exchange {

  /** So much of a websocket may be on its way in each direction. */
  private static final int WEB_SOCKET_BYTES = 64 << 10;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final TestRequest request;
  private final long contentLength;
  private final BodyPipe received = new BodyPipe();
  private final BodyPipe sent = new BodyPipe();
  private final Future<ResponseHead> head = CurrentLoop.running().createFuture();
  private @Nullable ResponseHead started;
  private @Nullable Connection clientsEnd;
  private @Nullable WebSocket webSocket;
  private long announced;
  private long written;

  MemoryExchange(TestRequest request) throws IOException {
    this.request = request;
    this.contentLength = request.body().length();
  }

  // ---- the client's side

  /** Sends the body of the request, as far as the application wants it. */
  void sendBody() throws IOException {
    try {
      request.body().writeTo(received);
    } finally {
      received.end();
    }
  }

  /** The head of the response, once it is there. */
  Future<ResponseHead> head() {
    return head;
  }

  BodyPipe response() {
    return sent;
  }

  /** The client's end of a websocket that the application has opened. */
  WebSocket webSocket(Negotiated negotiated, WebSocketOptions options) {
    Connection connection = Objects.requireNonNull(clientsEnd, "the application has opened none");
    return WebSocket.client(connection, NOTHING, negotiated, options, () -> {});
  }

  /** The server stops. */
  void sayGoodbye() {
    if (webSocket != null) {
      webSocket.startClosing(CloseCode.GOING_AWAY, "");
    }
  }

  /**
   * Checks what a server would check when the application has returned; closes a websocket.
   *
   * @throws IllegalStateException if the response is not there, or not all of it
   */
  void finish() {
    if (started == null) {
      throw new IllegalStateException("the application has not answered " + request.head());
    }
    if (webSocket != null) {
      webSocket.close();
    } else if (written < announced && !isHead()) {
      throw new IllegalStateException(
          "the body was announced with " + announced + " bytes, and ended after " + written);
    }
  }

  /**
   * Ends a websocket as a server does when the application has failed.
   *
   * @throws Exception the failure, unless it is just that the client has left
   */
  void finish(Exception failure) throws Exception {
    boolean clientLeft = webSocket != null && failure instanceof WebSocketException;
    if (webSocket != null) {
      webSocket.close(clientLeft ? CloseCode.NORMAL : CloseCode.SERVER_ERROR, "");
    }
    if (!clientLeft) {
      throw failure;
    }
  }

  /** The application was cancelled. */
  void abort() {
    if (webSocket != null) {
      webSocket.abort();
    }
  }

  /** The application has returned; what it has written can still be read. */
  void end() {
    received.abort();
    sent.end();
  }

  /** The client has left. */
  void leave() {
    received.abort();
    sent.abort();
    if (clientsEnd != null) {
      clientsEnd.abort();
    }
  }

  // ---- the application's side

  @Override
  public RequestHead request() {
    return request.head();
  }

  @Override
  public String scheme() {
    return request.scheme();
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return request.remoteAddress();
  }

  @Override
  public @Nullable SocketAddress localAddress() {
    return null;
  }

  @Override
  public long contentLength() {
    return contentLength;
  }

  @Override
  public @Nullable ByteBuffer read() {
    return received.read();
  }

  @Override
  public WebSocket acceptWebSocket(WebSocketOptions options, Headers more) throws IOException {
    checkNotStarted();
    WebSocketServerHandshake handshake =
        WebSocketServerHandshake.accept(request.head(), options).withHeaders(more);
    MemoryStream stream = MemoryStream.create(CurrentLoop.running(), WEB_SOCKET_BYTES);
    clientsEnd = Connection.over(stream);
    WebSocket opened =
        WebSocket.server(Connection.over(stream.peer()), NOTHING, handshake.negotiated(), options);
    webSocket = opened;
    respond(handshake.response(), 0);
    return opened;
  }

  @Override
  public void respond(ResponseHead newHead, long length) {
    checkNotStarted();
    started = newHead;
    announced = newHead.isBodiless() ? 0 : length;
    if (!head.done()) {
      head.setResult(newHead);
    }
  }

  private void checkNotStarted() {
    if (started != null) {
      throw new IllegalStateException("a response was started already; there is one per request");
    }
  }

  @Override
  public boolean isResponded() {
    return started != null;
  }

  @Override
  public void flush() {
    checkStarted();
  }

  @Override
  public void write(ByteBuffer part) throws IOException {
    count(part.remaining());
    if (isHead()) {
      part.position(part.limit());
    } else {
      sent.write(part);
    }
  }

  @Override
  public void sendFile(FileChannel file, long offset, long count) throws IOException {
    count(count);
    if (!isHead()) {
      sent.sendFile(file, offset, count);
    }
  }

  private void count(long more) {
    checkStarted();
    written += more;
    if (announced != Body.UNKNOWN_LENGTH && written > announced) {
      throw new IllegalStateException(
          "the body was announced with " + announced + " bytes, and more are being written");
    }
  }

  private void checkStarted() {
    if (started == null) {
      throw new IllegalStateException("call respond() before the body of the response");
    }
  }

  private boolean isHead() {
    return request.head().method().equals("HEAD");
  }
}
