package asyncio.http.client;

import asyncio.failure.Sneaky;
import asyncio.http.Body;
import asyncio.http.BodySource;
import asyncio.http.BrokenMessageException;
import asyncio.http.HttpException;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.http.client.RequestClock.Phase;
import asyncio.http.wire.ResponseReader;
import asyncio.leak.LeakWatch;
import asyncio.task.EventLoop;
import asyncio.task.Sleep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response over one connection, which it gives back when the response was read,
 * or {@linkplain #close given up}, or when anything fails.
 */
final class ClientExchange implements BodySource {

  /** Longer bodies are sent while the response is awaited: the server may not want all of it. */
  private static final int BYTES_SENT_AT_ONCE = 16 << 10;

  private static final int BYTES_DRAINED_AT_MOST = 64 << 10;

  private static final int SWITCHING_PROTOCOLS = 101;

  private final ConnectionPool pool;
  private final PooledConnection connection;
  private final RequestClock clock;
  private final ClientTrace trace;
  private final TracedRequest request;

  /** What had come of the body together with the head. */
  private final Queue<ByteBuffer> arrived = new ArrayDeque<>(1);

  private @Nullable Upload upload;
  private LeakWatch.@Nullable Entry watch;
  private long contentLength;
  private boolean askedFirst;
  private boolean answered;
  private boolean over;
  private boolean closedEarly;

  ClientExchange(
      ConnectionPool pool,
      PooledConnection connection,
      RequestClock clock,
      ClientTrace trace,
      TracedRequest request) {
    this.pool = pool;
    this.connection = connection;
    this.clock = clock;
    this.trace = trace;
    this.request = request;
  }

  // ---- the request, and the head of its response

  /**
   * Sends a request and reads the head of its response. Suspends.
   *
   * @throws DeadConnectionException if the connection was idle before, and nothing came over it
   */
  ResponseHead send(RequestHead head, Body body) throws IOException, ClientTimeoutException {
    try {
      begin(Phase.SENDING);
      write(head, body);
      ResponseHead response = awaitHead(head);
      trace.headReceived(request, response);
      answered = true;
      begin(Phase.READING);
      contentLength = connection.reader().contentLength();
      if (response.status() != SWITCHING_PROTOCOLS) {
        takeArrived();
      }
      return response;
    } catch (IOException failure) {
      throw explain(failure);
    } catch (Throwable failure) {
      abort();
      throw failure;
    }
  }

  private ResponseHead awaitHead(RequestHead asked) throws IOException {
    ResponseReader reader = connection.reader();
    boolean begun;
    try {
      begun = reader.awaitMessage();
    } catch (IOException failure) {
      throw disconnected(failure);
    }
    ResponseHead response = begun ? reader.readHead(asked.method(), this::sendBody) : null;
    if (response == null) {
      throw disconnected(null);
    }
    if (upload != null) {
      upload.answered();
    }
    if (response.status() == SWITCHING_PROTOCOLS && !asked.headers().contains("upgrade")) {
      throw new BrokenMessageException(
          400, "the server changes to another protocol, for which nobody has asked", null);
    }
    return response;
  }

  private void sendBody() {
    if (upload != null) {
      upload.goOn();
    }
  }

  private void begin(Phase phase) {
    clock.begin(phase);
    connection.setDeadline(clock.deadline());
  }

  private void write(RequestHead head, Body body) throws IOException {
    long length = body.length();
    connection.writer().start(head, length);
    askedFirst = head.headers().hasToken("expect", "100-continue");
    if (askedFirst || length == Body.UNKNOWN_LENGTH || length > BYTES_SENT_AT_ONCE) {
      trace.headSent(request, head);
      upload = Upload.start(connection, body, askedFirst, trace, request, this::awaitAnswer);
      return;
    }
    try {
      body.writeTo(connection.writer());
      connection.writer().finish();
    } catch (IOException failure) {
      boolean lost = connection.connection().writer().isClosing();
      throw lost ? disconnected(failure) : failure; // or the body cannot be read
    }
    trace.headSent(request, head);
    if (length > 0) {
      trace.chunkSent(request, length);
    }
    begin(Phase.AWAITING);
  }

  /** All was sent; the server may have answered before that. */
  private void awaitAnswer() {
    if (!over && !answered) {
      begin(Phase.AWAITING);
    }
  }

  /** A small response is there at once; so its connection need not wait for whoever reads it. */
  private void takeArrived() throws IOException {
    ResponseReader reader = connection.reader();
    for (ByteBuffer piece = reader.readArrived(); piece != null; piece = reader.readArrived()) {
      trace.chunkReceived(request, piece.remaining());
      arrived.add(piece);
    }
    if (reader.isComplete()) {
      finish();
    }
  }

  /** Whether the server was asked if it wants the request's body. */
  boolean hasAskedFirst() {
    return askedFirst;
  }

  // ---- the body of the response

  /** How many bytes it has by the head, or {@link Body#UNKNOWN_LENGTH}. */
  long contentLength() {
    return contentLength;
  }

  @Override
  public @Nullable ByteBuffer read() throws IOException {
    ByteBuffer early = arrived.poll();
    return early == null ? receive() : early;
  }

  private @Nullable ByteBuffer receive() throws IOException {
    if (closedEarly) {
      throw new IllegalStateException("the response was closed before its body was read");
    }
    if (over) {
      return null;
    }
    try {
      clock.awaitPiece();
      connection.setDeadline(clock.deadline());
      ByteBuffer piece = connection.reader().read();
      if (piece == null) {
        checkEnd();
        clock.pieceCame();
        finish();
      } else {
        trace.chunkReceived(request, piece.remaining());
        clock.pieceCame();
        connection.setDeadline(clock.deadline());
      }
      return piece;
    } catch (IOException failure) {
      throw explainUndeclared(failure);
    } catch (Throwable failure) {
      abort();
      throw failure;
    }
  }

  /** A connection that was cut here looks like one that has ended, as some bodies do. */
  private void checkEnd() throws HttpException {
    if (connection.reader().endsWithConnection() && connection.connection().writer().isClosing()) {
      throw new HttpException("the connection was cut here in the middle of the response", null);
    }
  }

  /**
   * For whoever has much work with what has come: lets others run. Throws a {@link
   * ClientTimeoutException} if the request's time is over, which no timer could tell meanwhile.
   */
  void pause() {
    try {
      Sleep.sleep(Duration.ZERO);
      if (clock.isOver()) {
        throw Sneaky.raise(clock.ranOut());
      }
    } catch (Throwable failure) {
      close();
      throw failure;
    }
  }

  /** Whether the connection was given back. */
  boolean isOver() {
    return over;
  }

  // ---- failures

  /** The connection is of no use any more; says why in the words of this package. */
  private IOException explain(IOException failure) throws ClientTimeoutException {
    boolean late = connection.isLate();
    Throwable uploadFailure = upload == null ? null : upload.failure();
    abort();
    if (late) {
      ClientTimeoutException timeout = clock.ranOut();
      timeout.initCause(failure);
      throw timeout;
    }
    if (uploadFailure != null) {
      throw Sneaky.raise(uploadFailure);
    }
    return pool.isClosed()
        ? new HttpException("the session was closed meanwhile", failure)
        : failure;
  }

  private IOException explainUndeclared(IOException failure) {
    try {
      return explain(failure);
    } catch (ClientTimeoutException late) {
      throw Sneaky.raise(late);
    }
  }

  private IOException disconnected(@Nullable Throwable cause) {
    String text = "the server has closed the connection before it answered " + request;
    return connection.isReused()
        ? new DeadConnectionException(text, cause)
        : new ServerDisconnectedException(text, cause);
  }

  // ---- the end

  /**
   * The connection, which speaks another protocol from now on. The caller gives it back to the pool
   * when that is over.
   */
  PooledConnection takeConnection() {
    end();
    connection.becomeWebSocket();
    return connection;
  }

  /**
   * From now on, if {@code user} is collected before this is over, that is logged, and the
   * connection given back.
   */
  void watch(EventLoop loop, Object user) {
    watch = LeakWatch.watch(loop, user, "response to " + request, this::isOver, this::close);
  }

  /** Reads what is left, if it is not much, so that the connection can be used again. */
  void drain() throws IOException {
    long drained = 0;
    ByteBuffer piece = read();
    while (piece != null && drained <= BYTES_DRAINED_AT_MOST) {
      drained += piece.remaining();
      piece = read();
    }
    close();
  }

  /** All was read. */
  private void finish() {
    if (over) {
      return;
    }
    end();
    Upload sending = upload;
    if (sending != null && !sending.isComplete()) {
      sending.cancel();
      pool.abort(connection);
    } else if (connection.reader().isPersistent() && connection.writer().isPersistent()) {
      pool.release(connection);
    } else {
      pool.discard(connection);
    }
  }

  /** Gives the connection back, whatever has come over it. Does not suspend. */
  void close() {
    if (!over) {
      closedEarly = true;
      arrived.clear();
      abort();
    }
  }

  private void end() {
    over = true;
    LeakWatch.Entry watching = watch;
    if (watching != null) {
      watching.settle();
    }
  }

  private void abort() {
    if (over) {
      return;
    }
    end();
    Upload sending = upload;
    if (sending != null) {
      sending.cancel();
    }
    pool.abort(connection);
  }
}
