package asyncio.http.server;

import asyncio.http.BrokenMessageException;
import asyncio.http.Headers;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.http.websocket.CloseCode;
import asyncio.http.websocket.Negotiated;
import asyncio.http.websocket.WebSocket;
import asyncio.http.websocket.WebSocketException;
import asyncio.http.websocket.WebSocketOptions;
import asyncio.http.websocket.WebSocketRefusedException;
import asyncio.http.wire.Deadline;
import asyncio.http.wire.MessageWriter;
import asyncio.http.wire.RequestReader;
import asyncio.stream.Connection;
import asyncio.stream.StreamWriter;
import asyncio.task.CancelledError;
import asyncio.task.CurrentLoop;
import asyncio.task.KeyboardInterrupt;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Serves the requests of one connection, one after the other, in its task: requests that come
 * early, in a pipeline, wait in the reader.
 *
 * <pre>
 *   idle      until a byte comes             patience.idle: closed
 *   head      until the head is complete     patience.head: 408
 *   request   until the application has      patience.body, only while it reads;
 *             answered, and the body is read patience.send, only while it writes
 * </pre>
 */
final class ServedConnection {

  /** What the client is being waited for. */
  private enum Waiting {
    FOR_REQUEST,
    FOR_HEAD,
    FOR_BODY,
    /** Of a body, although the answer is on its way already. */
    FOR_REST,
    /** To read the last answer, and to stop sending. */
    TO_LEAVE,
    /** To take what was written before the connection was closed. */
    FOR_CLOSE,
    NOT
  }

  /** How long a client may go on sending what nobody wants, after its last answer. */
  private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(5);

  /** The same in a server that stops: enough for a client to hear of the answer, and to react. */
  private static final Duration LAST_LEAVE_PATIENCE = Duration.ofSeconds(1);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
  private static final int UNWANTED_BYTES_AT_A_TIME = 32 << 10;

  private final HttpServer server;
  private final Connection connection;
  private final RequestReader reader;
  private final MessageWriter writer;
  private final Deadline deadline;
  private final ClientWatch clientWatch;
  private Waiting waiting = Waiting.NOT;
  private @Nullable WebSocket webSocket;
  private boolean closing;
  private boolean late;
  private boolean unread;
  private boolean admitted;

  ServedConnection(HttpServer server, Connection connection) {
    this.server = server;
    this.connection = connection;
    this.reader = new RequestReader(connection.reader(), server.options().limits().headBytes());
    this.writer = new MessageWriter(connection.writer(), server.date());
    this.deadline = new Deadline(server.loop(), this::patienceIsOver);
    this.clientWatch =
        new ClientWatch(
            server.lookout(),
            connection,
            CurrentLoop.requireTask("serving"),
            new SendWatch(server.loop(), connection, server.options().patience().send()));
  }

  void serve() throws IOException {
    try {
      while (awaitRequest() && serveRequest()) {
        // the next one
      }
      lingerIfMoreComes();
    } catch (IOException clientIsGone) {
      server.log().clientLeft(this, clientIsGone);
    } finally {
      deadline.end();
    }
  }

  private boolean awaitRequest() throws IOException {
    if (closing && !reader.hasMore()) {
      return false;
    }
    wait(Waiting.FOR_REQUEST, server.options().patience().idle());
    return reader.awaitMessage();
  }

  private boolean serveRequest() throws IOException {
    RequestHead head = readHead();
    if (head == null) {
      return false;
    }
    ServedExchange exchange = new ServedExchange(this, reader, writer, head);
    clientWatch.begin(exchange);
    try {
      return admitAndAnswer(exchange);
    } finally {
      clientWatch.end();
      unread = !exchange.isReceived();
    }
  }

  private boolean admitAndAnswer(ServedExchange exchange) throws IOException {
    if (!server.admission().enter()) {
      exchange.fail(503, "too many requests wait already; try again later");
      return false;
    }
    admitted = true;
    exchange.admit();
    try {
      return answer(exchange);
    } finally {
      leavePlace();
    }
  }

  /** Leaves the place among the requests that are served at once, if it was not left before. */
  private void leavePlace() {
    if (admitted) {
      admitted = false;
      server.admission().leave();
    }
  }

  private @Nullable RequestHead readHead() throws IOException {
    wait(Waiting.FOR_HEAD, server.options().patience().head());
    try {
      return reader.readHead();
    } catch (BrokenMessageException broken) {
      if (!late) {
        refuse(broken);
      }
      return null;
    } finally {
      stopWaiting();
    }
  }

  private boolean answer(ServedExchange exchange) throws IOException {
    try {
      server.application().serve(exchange);
      if (!exchange.isResponded()) {
        throw new IllegalStateException("the application has not answered");
      }
      finish(exchange);
    } catch (CancelledError | KeyboardInterrupt ending) {
      connection.abort();
      throw ending;
    } catch (Throwable failure) {
      answerFailure(exchange, failure);
      return false;
    }
    return webSocket == null && exchange.skipRest();
  }

  private void finish(ServedExchange exchange) throws IOException {
    WebSocket socket = webSocket;
    if (socket == null) {
      exchange.finish();
    } else {
      socket.close();
    }
  }

  private void answerFailure(ServedExchange exchange, Throwable failure) throws IOException {
    if (webSocket != null) {
      endWebSocket(webSocket, exchange, failure);
    } else if (late || connection.writer().isClosing()) {
      server.log().clientLeft(this, failure);
    } else if (exchange.isResponded()) {
      server.log().failed(exchange.request(), failure);
      connection.abort(); // the client must not take the beginning for the whole
    } else if (failure instanceof WebSocketRefusedException refused) {
      exchange.fail(refused.status(), refused.headers(), String.valueOf(refused.getMessage()));
    } else if (failure instanceof BrokenMessageException broken && exchange.hasFailedWith(broken)) {
      exchange.fail(broken.status(), String.valueOf(broken.getMessage()));
    } else {
      server.log().failed(exchange.request(), failure);
      exchange.fail(500, "the server has failed");
    }
  }

  private void endWebSocket(WebSocket socket, ServedExchange exchange, Throwable failure) {
    if (failure instanceof WebSocketException) {
      server.log().clientLeft(this, failure);
      socket.close();
    } else {
      server.log().failed(exchange.request(), failure);
      socket.close(CloseCode.SERVER_ERROR, "");
    }
  }

  /** Answers what is not a request; what else comes is not understood either. */
  private void refuse(BrokenMessageException broken) throws IOException {
    unread = true;
    wait(Waiting.FOR_CLOSE, server.options().patience().send());
    byte[] text = (broken.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
    writer.start(
        new ResponseHead(broken.status(), Headers.of("Content-Type", "text/plain; charset=utf-8")),
        text.length,
        false,
        false,
        false);
    writer.write(text);
    writer.finish();
  }

  // ---- what exchanges ask

  /** The next piece of a body, for which the client has its time. */
  @Nullable ByteBuffer readBody(BodyPace pace, boolean answered) throws IOException {
    double start = server.loop().time();
    waiting = answered ? Waiting.FOR_REST : Waiting.FOR_BODY;
    deadline.setAt(start + pace.secondsLeft());
    try {
      ByteBuffer piece = reader.read();
      pace.received(piece == null ? 0 : piece.remaining(), server.loop().time() - start);
      return piece;
    } catch (BrokenMessageException broken) {
      throw late ? new BrokenMessageException(408, "the body came too slowly", broken) : broken;
    } finally {
      stopWaiting();
    }
  }

  BodyPace newPace() {
    return new BodyPace(server.options().patience().body());
  }

  HttpServerOptions.Limits limits() {
    return server.options().limits();
  }

  boolean isSecure() {
    return server.options().streams().tls() != null;
  }

  @Nullable SocketAddress address(String name) {
    return connection.getExtraInfo(name) instanceof SocketAddress address ? address : null;
  }

  /** From now on the connection is the websocket's, with what has come already. */
  WebSocket openWebSocket(Negotiated negotiated, WebSocketOptions options) {
    clientWatch.end();
    leavePlace(); // it may stay open for days, mostly idle
    WebSocket opened = WebSocket.server(connection, reader.takeRest(), negotiated, options);
    webSocket = opened;
    if (closing) {
      opened.startClosing(CloseCode.GOING_AWAY, "");
    }
    return opened;
  }

  /** Whether the request that is being served is the last. */
  boolean isClosing() {
    return closing;
  }

  // ---- the end

  /**
   * Reads on after the last answer, within limits, if the client has not stopped sending: the rest
   * of a body, or requests that came early. A socket that is closed with something unread, or is
   * sent something later, resets the connection, and the answer is lost before the client has read
   * it; nginx's {@code lingering_close}.
   */
  private void lingerIfMoreComes() throws IOException {
    if (!connection.writer().isClosing() && (unread || hasMoreCome())) {
      linger();
    }
  }

  private boolean hasMoreCome() throws IOException {
    return reader.hasMore() || connection.reader().tryRead(ByteBuffer.allocate(1)) > 0;
  }

  private void linger() throws IOException {
    StreamWriter out = connection.writer();
    if (out.canWriteEof()) {
      out.writeEof();
    }
    wait(Waiting.TO_LEAVE, closing ? LAST_LEAVE_PATIENCE : LEAVE_PATIENCE);
    long left = limits().bodyBytes();
    int dropped;
    do {
      dropped = connection.reader().read(UNWANTED_BYTES_AT_A_TIME).length;
      left -= dropped;
    } while (dropped > 0 && left > 0);
  }

  private void wait(Waiting newWaiting, Duration patience) {
    waiting = newWaiting;
    deadline.set(patience);
  }

  private void stopWaiting() {
    waiting = Waiting.NOT;
    deadline.clear();
  }

  private void patienceIsOver() {
    if (waiting == Waiting.FOR_CLOSE) {
      connection.abort();
      return;
    }
    late = true;
    if (waiting == Waiting.FOR_HEAD || waiting == Waiting.FOR_BODY) {
      connection
          .writer()
          .write(
              """
              HTTP/1.1 408 Request Timeout\r
              Connection: close\r
              Content-Length: 0\r
              \r
              """
                  .getBytes(StandardCharsets.US_ASCII));
    }
    connection.writer().close();
    wait(Waiting.FOR_CLOSE, CLOSE_PATIENCE);
  }

  /** Ends it after the request that is being served, if there is one. */
  void close() {
    closing = true;
    if (waiting == Waiting.FOR_REQUEST) {
      connection.writer().close();
    } else if (waiting == Waiting.TO_LEAVE) {
      deadline.set(LAST_LEAVE_PATIENCE);
    }
    WebSocket socket = webSocket;
    if (socket != null) {
      socket.startClosing(CloseCode.GOING_AWAY, "");
    }
  }

  @Override
  public String toString() {
    return connection.toString();
  }
}
