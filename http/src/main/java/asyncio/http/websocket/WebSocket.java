package asyncio.http.websocket;

import asyncio.http.Json;
import asyncio.http.JsonException;
import asyncio.iteration.AsyncIterator;
import asyncio.iteration.StopAsyncIteration;
import asyncio.stream.Connection;
import asyncio.sync.Event;
import asyncio.task.CancelledError;
import asyncio.task.Coroutine;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.TaskOptions;
import asyncio.task.Timeout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * Messages in both directions, of a client or a server; aiohttp's {@code ClientWebSocketResponse}
 * and {@code WebSocketResponse}. Loop thread only; one task receives at a time, and any number
 * send.
 *
 * <pre>{@code
 * try (WebSocket socket = session.webSocket("wss://example.org/chat")) {
 *   socket.sendText("hello");
 *   for (WebSocketMessage message : socket) {
 *     IO.println(message);
 *   }
 * }
 * }</pre>
 *
 * <p>A websocket reads ahead one message. Until somebody receives that, nothing more is read, so
 * the peer's sending comes to wait; pings and the peer's close behind it are not seen either.
 *
 * <p>The end. When the peer closes in good order ({@link CloseCode#NORMAL}, {@link
 * CloseCode#GOING_AWAY}, or without a code), or this end does, receiving ends without a failure.
 * Otherwise it throws: another code of the peer, what breaks the protocol (the peer is told by a
 * close with the right code), a connection that is lost.
 */
public final class WebSocket implements AsyncIterator<WebSocketMessage>, AutoCloseable {

  /*
   * Three tasks at most belong to a websocket:
   *
   *   reader     always: pings are answered, and a close is seen, while nobody receives. It lives
   *              until the connection is left, and ends everything else.
   *   heartbeat  if it was asked for
   *   pong       while the peer does not take an answer, see Pongs
   *
   * Sending needs no lock. The frames of a message are made in one go and handed over in one call,
   * and the writer keeps the order of calls; who is cancelled there leaves whole frames.
   */
  private static final int BYTES_AT_A_TIME = 16 << 10;

  private final EventLoop loop;
  private final Connection connection;
  private final Negotiated negotiated;
  private final WebSocketOptions options;
  private final FrameProtocol protocol;
  private final Inbox inbox = new Inbox();
  private final Pings pings;
  private final Pongs pongs;
  private final Event ended = new Event();
  private final Runnable onEnd;
  private final Heartbeat heartbeat;
  private final Ending ending = new Ending();

  private WebSocket(
      Behavior behavior,
      Connection connection,
      ByteBuffer early,
      Negotiated negotiated,
      WebSocketOptions options,
      Runnable onEnd) {
    this.loop = CurrentLoop.running();
    this.connection = connection;
    this.negotiated = negotiated;
    this.options = options;
    this.onEnd = onEnd;
    this.protocol =
        new FrameProtocol(behavior, negotiated, options.maxMessageBytes(), new Arrivals());
    this.pings = new Pings(loop);
    this.pongs = new Pongs(loop, protocol, connection.writer());
    this.heartbeat = new Heartbeat(loop, () -> ping(), () -> !inbox.isEmpty(), this::giveUp);
    loop.<@Nullable Void>createTask(
        Coroutine.of(() -> read(early)), TaskOptions.named("websocket reader"));
    heartbeat.start(options.heartbeat());
  }

  /**
   * The client's end of a connection on which the handshake is done. The websocket owns it.
   *
   * @param early what has come after the answer already
   */
  public static WebSocket client(
      Connection connection, ByteBuffer early, Negotiated negotiated, WebSocketOptions options) {
    return client(connection, early, negotiated, options, () -> {});
  }

  /**
   * The client's end of a connection that is somebody else's when the websocket has ended.
   *
   * @param early what has come after the answer already
   * @param onEnd called when the websocket has left the connection
   */
  public static WebSocket client(
      Connection connection,
      ByteBuffer early,
      Negotiated negotiated,
      WebSocketOptions options,
      Runnable onEnd) {
    return new WebSocket(Behavior.CLIENT, connection, early, negotiated, options, onEnd);
  }

  /**
   * The server's end of a connection on which the handshake is done. The websocket owns it.
   *
   * @param early what has come after the request already
   */
  public static WebSocket server(
      Connection connection, ByteBuffer early, Negotiated negotiated, WebSocketOptions options) {
    return new WebSocket(Behavior.SERVER, connection, early, negotiated, options, () -> {});
  }

  /** What both ends have agreed to speak, or null. */
  public @Nullable String subprotocol() {
    return negotiated.subprotocol();
  }

  // ---- receiving

  /**
   * The next message; suspends until it is there. A cancelled call loses none.
   *
   * @return null at the end
   * @throws WebSocketException if the websocket has ended in another way than in good order; it
   *     tells the code
   * @throws IllegalStateException if another task is receiving
   */
  public @Nullable WebSocketMessage receive() throws WebSocketException {
    WebSocketMessage message = inbox.take();
    heartbeat.heard(); // reading may have waited for this, and goes on only now
    if (message == null) {
      ending.throwUnlessOrderly();
    }
    return message;
  }

  /** For a for-each, see {@link #receive}. */
  @Override
  public WebSocketMessage anext() throws WebSocketException {
    WebSocketMessage message = receive();
    if (message == null) {
      throw new StopAsyncIteration();
    }
    return message;
  }

  /**
   * The next message, which must be a text; see {@link #receive}.
   *
   * @throws WebSocketException also if it is none, with {@link CloseCode#UNSUPPORTED}; that message
   *     is dropped, and the websocket stays open
   */
  public @Nullable String receiveText() throws WebSocketException {
    return switch (receive()) {
      case null -> null;
      case WebSocketMessage.Text(String text) -> text;
      case WebSocketMessage.Binary _ -> throw unexpected("a text", "bytes");
    };
  }

  /**
   * The next message, which must be bytes; see {@link #receive}.
   *
   * @throws WebSocketException also if it is a text, with {@link CloseCode#UNSUPPORTED}; that
   *     message is dropped, and the websocket stays open
   */
  public byte @Nullable [] receiveBytes() throws WebSocketException {
    return switch (receive()) {
      case null -> null;
      case WebSocketMessage.Binary(byte[] bytes) -> bytes;
      case WebSocketMessage.Text _ -> throw unexpected("bytes", "a text");
    };
  }

  private static WebSocketException unexpected(String wanted, String actual) {
    return new WebSocketException(
        CloseCode.UNSUPPORTED,
        wanted + " was expected, and " + actual + " came; receive() takes both",
        null);
  }

  /**
   * The next message, text or bytes, as JSON; see {@link #receive}.
   *
   * @throws JsonException if it is not JSON, or does not fit the type; it is dropped then
   */
  public <T> @Nullable T receiveJson(Class<T> type) throws WebSocketException, JsonException {
    return switch (receive()) {
      case null -> null;
      case WebSocketMessage.Binary(byte[] bytes) -> Json.DEFAULT.read(bytes, type);
      case WebSocketMessage.Text(String text) ->
          Json.DEFAULT.read(text.getBytes(StandardCharsets.UTF_8), type);
    };
  }

  // ---- sending

  /**
   * Sends a text. Suspends while the peer is slower. A task that is cancelled meanwhile has sent
   * all of it.
   *
   * @throws WebSocketException if the websocket is closed, or the connection is lost
   */
  public void sendText(String text) throws WebSocketException {
    send(OpCode.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes, see {@link #sendText}; they may be changed afterwards. */
  public void sendBytes(byte[] bytes) throws WebSocketException {
    send(OpCode.BINARY, bytes);
  }

  /**
   * Sends a value as JSON, in a text; see {@link #sendText} and {@link Json}.
   *
   * @throws IllegalArgumentException if it is nothing for JSON
   */
  public void sendJson(@Nullable Object value) throws WebSocketException {
    send(OpCode.TEXT, Json.DEFAULT.write(value));
  }

  private void send(byte opCode, byte[] payload) throws WebSocketException {
    checkOpen();
    protocol.send(opCode, ByteBuffer.wrap(payload));
    try {
      connection.writer().send(protocol.takeOutput());
    } catch (IOException lost) {
      throw new WebSocketException(CloseCode.LOST, "the connection is lost", lost);
    }
  }

  private void checkOpen() throws WebSocketException {
    ending.throwIfEnded();
    if (!protocol.canSend()) {
      throw new WebSocketException(
          CloseCode.NORMAL, "the websocket is being closed; send before close()", null);
    }
  }

  /**
   * Asks whether the peer is alive, and waits for its answer. Cancellation changes nothing about
   * what was sent. While a message waits that nobody receives, the answer is not seen.
   *
   * @return how long it took
   * @throws WebSocketException if the websocket is closed, or ends before the answer
   */
  public Duration ping() throws WebSocketException {
    double start = loop.time();
    byte[] payload = pings.nextPayload();
    Future<@Nullable Void> answer = pings.expectAnswer(payload);
    try {
      send(OpCode.PING, payload);
      answer.await();
    } finally {
      answer.cancel();
    }
    return Duration.ofNanos(Math.round((loop.time() - start) * 1e9));
  }

  // ---- the end

  /** Whether nothing can be sent any more. */
  public boolean isClosed() {
    return !protocol.canSend();
  }

  /** Why the websocket has ended, see {@link CloseCode}; empty until then. */
  public OptionalInt closeCode() {
    return ending.closeCode();
  }

  /** What was said at the end; empty until then, and if nothing was. */
  public String closeReason() {
    return ending.reason();
  }

  /** Closes it with {@link CloseCode#NORMAL}, see {@link #close(int, String)}. */
  @Override
  public void close() {
    close(CloseCode.NORMAL, "");
  }

  /**
   * Closes it in good order: says so, waits until the peer has said so, and closes the connection;
   * within {@link WebSocketOptions#closeTimeout}. Messages that come meanwhile, or that nobody has
   * received, are dropped. If the time is over, or the task is cancelled, the connection is cut.
   * What the peer made of it, {@link #closeCode} tells. If it is closed already, this only waits.
   *
   * @throws IllegalArgumentException if the code must not be sent, or the reason has more than 123
   *     bytes in UTF-8
   */
  public void close(int code, String newReason) {
    startClosing(code, newReason);
    inbox.discard();
    try {
      new Timeout(loop.time() + seconds(options.closeTimeout())).run(this::awaitEnd);
    } catch (TimeoutException late) {
      giveUp("the peer has not closed within " + options.closeTimeout());
    } catch (CancelledError cancelled) {
      giveUp("closing was cancelled");
      throw cancelled;
    }
  }

  private void awaitEnd() {
    ended.await();
    try {
      connection.close(options.closeTimeout());
    } catch (IOException lost) {
      // nobody waits for what was not sent: the websocket has ended anyway
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /**
   * Says that nothing more will be sent, and does not wait; what the peer still sends can be
   * received, until it closes, too. If it is closed already, nothing happens.
   *
   * @throws IllegalArgumentException if the code must not be sent, or the reason has more than 123
   *     bytes in UTF-8
   */
  public void startClosing(int code, String newReason) {
    CloseCode.check(code, newReason.getBytes(StandardCharsets.UTF_8));
    if (protocol.canSend()) {
      ending.startHere();
      protocol.close(code, newReason);
      connection.writer().write(protocol.takeOutput());
    }
  }

  /** Ends it at once: the peer sees a lost connection. Does not suspend. */
  public void abort() {
    ending.startHere();
    giveUp("the websocket was aborted");
  }

  private void giveUp(String why) {
    ending.end(CloseCode.LOST, why, null);
    protocol.abort();
    inbox.discard();
    connection.abort();
  }

  // ---- the task that reads

  private void read(ByteBuffer early) {
    try {
      if (early.hasRemaining()) {
        protocol.receive(early);
      }
      while (protocol.isOpen()) {
        connection.writer().write(protocol.takeOutput());
        readOn();
      }
      connection.writer().write(protocol.takeOutput());
      leave();
    } catch (IOException lost) {
      ending.end(CloseCode.LOST, "the connection is lost", lost);
    } finally {
      finish();
    }
  }

  private void readOn() throws IOException {
    inbox.awaitRoom();
    if (!protocol.isOpen()) {
      return; // it was given up meanwhile
    }
    if (!protocol.needsInput()) {
      protocol.proceed();
      return;
    }
    byte[] bytes = connection.reader().read(BYTES_AT_A_TIME);
    heartbeat.heard();
    if (bytes.length > 0) {
      protocol.receive(ByteBuffer.wrap(bytes));
    } else {
      protocol.receiveEnd();
    }
  }

  /**
   * A peer that has broken the protocol may be sending still, and a connection that is closed with
   * bytes unread is reset: the peer would not learn why. So they are read, and dropped.
   */
  private void leave() throws IOException {
    if (ending.isFailure() && connection.writer().canWriteEof()) {
      connection.writer().writeEof();
      try {
        new Timeout(loop.time() + seconds(options.closeTimeout())).run(this::skipRest);
      } catch (TimeoutException endless) {
        connection.abort();
      }
    }
    connection.writer().close();
  }

  private void skipRest() throws IOException {
    while (connection.reader().read(BYTES_AT_A_TIME).length > 0) {
      // until the peer has ended, too
    }
  }

  private void finish() {
    ending.end(CloseCode.LOST, "the connection is lost", null);
    if (!connection.writer().isClosing()) {
      connection.abort();
    }
    protocol.abort();
    pings.fail(ending.failure());
    pongs.end();
    heartbeat.end();
    inbox.end();
    ended.set();
    onEnd.run();
  }

  private final class Arrivals implements FrameProtocol.Listener {

    @Override
    public void onMessage(WebSocketMessage message) {
      inbox.put(message);
    }

    @Override
    public void onPing(ByteBuffer payload) {
      pongs.answer(payload);
    }

    @Override
    public void onPong(ByteBuffer payload) {
      pings.onPong(payload);
    }

    @Override
    public void onEnd(int code, String why, @Nullable Throwable cause) {
      ending.end(code, why, cause);
    }
  }

  /** Whether it is open, and over which connection. */
  @Override
  public String toString() {
    return "<WebSocket " + ending + " " + connection + ">";
  }
}
