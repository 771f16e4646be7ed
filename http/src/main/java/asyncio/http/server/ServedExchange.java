package asyncio.http.server;

import asyncio.http.Body;
import asyncio.http.BrokenMessageException;
import asyncio.http.Headers;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.http.TooLargeException;
import asyncio.http.gateway.Exchange;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.http.websocket.WebSocketServerHandshake;
import asyncio.http.wire.MessageWriter;
import asyncio.http.wire.RequestReader;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request that came over a connection, and its response. */
final class ServedExchange implements Exchange {

  /** The methods that change nothing, RFC 9110, section 9.2.1. */
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** More than this is not read only to keep a connection, which the response then tells. */
  private static final int UNREAD_BYTES_AT_MOST = 256 << 10;

  private final ServedConnection connection;
  private final RequestReader reader;
  private final MessageWriter writer;
  private final RequestHead request;
  private final long contentLength;
  private @Nullable BodyPace pace;
  private long received;
  private boolean expectsContinue;
  private boolean admitted;
  private boolean responded;
  private boolean ended;
  private @Nullable BrokenMessageException broken;

  ServedExchange(
      ServedConnection connection,
      RequestReader reader,
      MessageWriter writer,
      RequestHead request) {
    this.connection = connection;
    this.reader = reader;
    this.writer = writer;
    this.request = reader.isHttp10() ? withoutUpgrade(request) : request;
    this.contentLength = reader.contentLength();
    this.expectsContinue =
        contentLength != 0
            && !reader.isHttp10()
            && request.headers().hasToken("expect", "100-continue");
  }

  /** HTTP/1.0 knows none, so a server has to ignore it; RFC 9110, section 7.8. */
  private static RequestHead withoutUpgrade(RequestHead old) {
    return new RequestHead(old.method(), old.target(), old.headers().without("Upgrade"));
  }

  @Override
  public RequestHead request() {
    return request;
  }

  @Override
  public String scheme() {
    return connection.isSecure() ? "https" : "http";
  }

  @Override
  public @Nullable SocketAddress remoteAddress() {
    return connection.address("peername");
  }

  @Override
  public @Nullable SocketAddress localAddress() {
    return connection.address("sockname");
  }

  // ---- the request's body

  @Override
  public long contentLength() {
    return contentLength;
  }

  @Override
  public @Nullable ByteBuffer read() throws IOException {
    try {
      return reader.isComplete() ? null : readNext();
    } catch (BrokenMessageException failure) {
      rejected(failure);
      throw failure;
    }
  }

  @Override
  public void rejected(BrokenMessageException why) {
    broken = why;
  }

  private @Nullable ByteBuffer readNext() throws IOException {
    checkLength(contentLength);
    if (expectsContinue) {
      expectsContinue = false;
      if (!responded) { // else it would get into the middle of the response
        writer.sayContinue();
      }
    }
    ByteBuffer piece = readPiece();
    if (piece != null) {
      received += piece.remaining();
      checkLength(received);
    }
    return piece;
  }

  private @Nullable ByteBuffer readPiece() throws IOException {
    BodyPace known = pace;
    if (known == null) {
      known = pace = connection.newPace();
    }
    return connection.readBody(known, responded);
  }

  private void checkLength(long length) throws TooLargeException {
    long limit = connection.limits().bodyBytes();
    if (length > limit) {
      throw new TooLargeException(
          413, "the body has " + length + " bytes or more, and at most " + limit + " are accepted");
    }
  }

  /** Whether this came because the request's body is not as it should be. */
  boolean hasFailedWith(BrokenMessageException failure) {
    return failure == broken;
  }

  // ---- the response

  @Override
  public void respond(ResponseHead head, long length) {
    Objects.requireNonNull(head, "head");
    checkNotResponded();
    if (length < Body.UNKNOWN_LENGTH) {
      throw new IllegalArgumentException(
          "the length of a body must not be negative, and is " + length);
    }
    responded = true;
    writer.start(
        head, length, request.method().equals("HEAD"), isConnectionToStay(head), reader.isHttp10());
  }

  private void checkNotResponded() {
    if (responded) {
      throw new IllegalStateException(
          "a response to " + request + " was started already; there is one per request");
    }
  }

  /** Whoever waits to be told to go on with a body may send it, or the next request. */
  private boolean isConnectionToStay(ResponseHead head) {
    Headers asked = request.headers();
    boolean wished =
        reader.isHttp10()
            ? asked.hasToken("connection", "keep-alive")
            : !asked.hasToken("connection", "close");
    return wished
        && !connection.isClosing()
        && !(expectsContinue && !reader.isComplete())
        && contentLength - received <= UNREAD_BYTES_AT_MOST
        && !head.headers().hasToken("connection", "close");
  }

  @Override
  public boolean isResponded() {
    return responded;
  }

  @Override
  public void write(ByteBuffer part) throws IOException {
    checkStarted();
    writer.write(part);
  }

  @Override
  public void sendFile(FileChannel file, long offset, long count) throws IOException {
    checkStarted();
    writer.sendFile(file, offset, count);
  }

  @Override
  public void flush() throws IOException {
    checkStarted();
    writer.flush();
  }

  private void checkStarted() {
    if (!responded || ended) {
      throw new IllegalStateException(
          ended
              ? "the response to " + request + " has ended"
              : "call respond() before the body of the response to " + request);
    }
  }

  @Override
  public WebSocket acceptWebSocket(WebSocketOptions options, Headers more) throws IOException {
    checkNotResponded();
    WebSocketServerHandshake handshake =
        WebSocketServerHandshake.accept(request, options).withHeaders(more);
    responded = true;
    ended = true;
    writer.start(handshake.response(), 0, false, true, false);
    writer.finish();
    return connection.openWebSocket(handshake.negotiated(), options);
  }

  // ---- whether it is still worth it

  /** The application may begin. */
  void admit() {
    admitted = true;
  }

  /** Whether the request was read to its end, so that nothing else is expected from the client. */
  boolean isReceived() {
    return contentLength == 0 || reader.isComplete();
  }

  /**
   * Whether cancelling the application leaves nothing half done: it has not begun, or it changes
   * nothing, or it is done and sends its answer.
   */
  boolean mayBeGivenUp() {
    return !admitted || responded || SAFE_METHODS.contains(request.method());
  }

  // ---- the end, by the connection

  /** Ends the response; only if one was started. */
  void finish() throws IOException {
    ended = true;
    writer.finish();
  }

  /**
   * Reads what the application did not want.
   *
   * @return whether the connection is ready for the next request
   */
  boolean skipRest() throws IOException {
    if (!writer.isPersistent() || connection.isClosing()) {
      return false;
    }
    long skipped = 0;
    while (!reader.isComplete() && skipped <= UNREAD_BYTES_AT_MOST) {
      ByteBuffer piece = readPiece();
      skipped += piece == null ? 0 : piece.remaining();
    }
    return reader.isComplete();
  }

  /** Answers a failure, if nothing was answered yet. */
  void fail(int status, String explanation) throws IOException {
    fail(status, Headers.NONE, explanation);
  }

  /** Answers a failure with more headers, see {@link #fail(int, String)}. */
  void fail(int status, Headers more, String explanation) throws IOException {
    byte[] text = (explanation + "\n").getBytes(StandardCharsets.UTF_8);
    Headers usual = Headers.of("Content-Type", "text/plain; charset=utf-8", "Connection", "close");
    respond(new ResponseHead(status, usual.plus(more)), text.length);
    writer.write(text);
    finish();
  }
}
