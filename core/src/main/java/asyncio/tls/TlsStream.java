package asyncio.tls;

import asyncio.net.ByteStream;
import asyncio.net.ReadySignal;
import asyncio.task.Action;
import asyncio.task.EventLoop;
import asyncio.task.Timeout;
import asyncio.task.WaitQueue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * TLS over any stream: a socket, memory, another TLS. Loop thread only.
 *
 * <p>Call {@link #handshake} first, which says at once what is wrong; otherwise the first {@link
 * #read}, {@link #write}, wait or callback begins it. The end is {@link #shutdown}, then {@link
 * #close}. A connection cannot be half-closed: {@link #shutdownOutput} is the goodbye.
 *
 * <p>A failure concerns this stream only. It is an {@link IOException} that says what to do, and
 * every later operation throws it again.
 */
public final class TlsStream implements ByteStream {

  /*
   * While the handshake goes on, each direction of this stream may need either direction of the one
   * below. Then callbacks drive it, and whoever waits here waits for its end in `settling`. Later,
   * reading needs only reading and writing only writing: tasks wait directly for the stream below,
   * which costs no hop. What that does not take is sent by a callback, so that a goodbye or new keys
   * go out even if nobody writes.
   */

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /**
   * So many records without data may follow each other, tickets and new keys among them; a peer
   * could keep the loop busy with them for ever. OpenSSL has the same limit.
   */
  private static final int EMPTY_RECORDS_AT_MOST = 32;

  private final EventLoop loop;
  private final ByteStream below;
  private final TlsOptions options;
  private final SSLEngine engine;
  private final Incoming incoming;
  private final Outgoing outgoing;
  private final Handshake handshake;
  private final WaitQueue settling = new WaitQueue();
  private final ReadySignal readable;
  private final ReadySignal failed;
  private final Runnable progress = this::progress;
  private final Runnable sendRest = this::sendRest;
  private final ByteBuffer[] single = {NOTHING};
  private @Nullable Runnable onReadable;
  private @Nullable Runnable onWritable;
  private @Nullable Runnable readInterest;
  private @Nullable Runnable writeInterest;
  private @Nullable IOException failure;
  private @Nullable IOException brokenOutput;
  private Handshake.Need need = Handshake.Need.NOTHING;
  private int emptyRecords;
  private boolean advancing;
  private boolean established;
  private boolean ended;
  private boolean outputShut;
  private boolean closed;

  private TlsStream(EventLoop loop, ByteStream below, TlsOptions options, SSLEngine engine) {
    this.loop = loop;
    this.below = below;
    this.options = options;
    this.engine = engine;
    PacketBuffers buffers = PacketBuffers.of(loop);
    this.incoming = new Incoming(engine, below, buffers);
    this.outgoing = new Outgoing(engine, below, buffers);
    this.handshake = new Handshake(engine, incoming, outgoing);
    this.readable = new ReadySignal(loop, this, "readable", this::hasOwnNews);
    this.failed = new ReadySignal(loop, this, "writable", () -> failure != null);
  }

  /**
   * The client's side of a connection; takes over {@code below}, which it closes. Does not begin
   * the handshake.
   *
   * @throws IllegalArgumentException if the options name no server but its name is to be checked
   */
  public static TlsStream client(EventLoop loop, ByteStream below, TlsOptions options) {
    return new TlsStream(loop, below, options, options.clientEngine(portOf(below)));
  }

  /**
   * The server's side of a connection; takes over {@code below}, which it closes. Does not begin
   * the handshake.
   */
  public static TlsStream server(EventLoop loop, ByteStream below, TlsOptions options) {
    return new TlsStream(loop, below, options, options.context().serverEngine());
  }

  private static int portOf(ByteStream below) {
    return below.extraInfo("peername") instanceof InetSocketAddress inet ? inet.getPort() : -1;
  }

  /**
   * Hands over bytes that were read from the stream below before it became TLS.
   *
   * @throws IllegalStateException if the handshake has begun
   */
  public void feed(ByteBuffer received) {
    if (handshake.hasBegun()) {
      throw new IllegalStateException(
          "the TLS handshake has begun, so bytes that came before it are too late; feed them"
              + " first");
    }
    incoming.feed(received);
  }

  // ---- handshake

  /**
   * Shakes hands. Suspends for at most the options' handshake time. If it fails or is cancelled the
   * stream is closed.
   *
   * @throws SSLException if the peer is not to be trusted, does not trust us, or speaks no TLS that
   *     we do; or if the time is over
   * @throws SocketException if the peer closes the connection
   * @throws IOException if the connection breaks otherwise
   * @throws asyncio.task.CancelledError if the task is cancelled
   */
  public void handshake() throws IOException {
    try {
      bounded(options.handshakeTimeout(), this::awaitEstablished);
    } catch (TimeoutException late) {
      close();
      throw withCause(
          new SSLHandshakeException(
              "SSL handshake is taking longer than "
                  + seconds(options.handshakeTimeout())
                  + " seconds: aborting the connection"),
          late);
    } catch (Throwable anything) {
      close();
      throw anything;
    }
  }

  private void bounded(Duration limit, Action block) throws TimeoutException {
    new Timeout(loop.time() + seconds(limit)).run(block);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static <E extends Throwable> E withCause(E exception, Throwable cause) {
    exception.initCause(cause);
    return exception;
  }

  private void awaitEstablished() throws IOException {
    awaitSettled();
    checkUsable();
  }

  private void awaitSettled() throws IOException {
    checkNotClosed();
    progress();
    while (!isSettled()) {
      settling.await(this + " to have shaken hands");
    }
    if (closed) {
      throw new AsynchronousCloseException();
    }
  }

  private boolean isSettled() {
    return established || failure != null || closed;
  }

  /** A step for somebody who will ask for the outcome later. */
  private void progress() {
    try {
      advance();
    } catch (IOException remembered) {
      // in `failure`, for whoever reads, writes or waits
    }
  }

  /** Shakes hands as far as possible without waiting. Returns whether that is over. */
  private boolean advance() throws IOException {
    if (!isSettled() && !advancing) {
      advancing = true; // code of the user's in a task of the engine might come back here
      try {
        need = handshake.advance();
        established = need == Handshake.Need.NOTHING;
      } catch (IOException | RuntimeException e) {
        throw fail(Failures.ofHandshake(e));
      } finally {
        advancing = false;
        updateInterests();
      }
      if (established) {
        settling.wakeAll();
        readable.changed();
      }
    }
    return established;
  }

  /** Remembers why nothing works any more, and tells the peer and everybody who waits. */
  private IOException fail(IOException reason) {
    if (failure == null && !closed) {
      failure = reason;
      sendAlert();
      updateInterests();
      settling.wakeAll();
      readable.changed();
      failed.changed();
    }
    return reason;
  }

  private void sendAlert() {
    try {
      if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
        outgoing.takeFromEngine();
      }
      outgoing.send();
    } catch (IOException | RuntimeException ignored) {
      // the peer will notice all the same
    }
  }

  private void checkUsable() throws IOException {
    checkNotClosed();
    IOException reason = failure;
    if (reason != null) {
      throw reason;
    }
  }

  private void checkNotClosed() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
  }

  // ---- reading

  /**
   * @throws SSLException if the peer breaks the rules, or if the connection ends without the peer's
   *     goodbye, so that something may be missing
   */
  @Override
  public int read(ByteBuffer target) throws IOException {
    checkUsable();
    if (!target.hasRemaining() || !advance()) {
      return 0;
    }
    int start = target.position();
    try {
      readRecords(target, start);
    } catch (IOException e) {
      fail(e);
      if (target.position() == start) {
        throw e;
      }
    }
    readable.changed();
    int count = target.position() - start;
    return count == 0 && ended ? -1 : count;
  }

  private void readRecords(ByteBuffer target, int start) throws IOException {
    incoming.takeDecrypted(target);
    while (!ended && (target.position() == start || incoming.nextFits(target))) {
      switch (readRecord(target)) {
        case RECORD -> {
          answer();
          countIfEmpty(target.position() == start);
        }
        case STARVED -> {
          return;
        }
        case ENDED -> {
          ended = true;
          answer();
        }
        case CUT_OFF -> throw Failures.truncated();
      }
    }
  }

  private void countIfEmpty(boolean empty) throws SSLException {
    emptyRecords = empty ? emptyRecords + 1 : 0;
    if (emptyRecords > EMPTY_RECORDS_AT_MOST) {
      throw Failures.tooManyEmptyRecords(emptyRecords);
    }
  }

  private Incoming.Step readRecord(ByteBuffer target) throws IOException {
    try {
      return incoming.readRecord(target);
    } catch (SSLException | RuntimeException e) {
      throw Failures.ofReading(e);
    }
  }

  /** Gives the engine its say after a record: new keys, a goodbye. */
  private void answer() throws IOException {
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NOT_HANDSHAKING) {
      return;
    }
    if (!ended && !engine.getSession().getProtocol().equals("TLSv1.3")) {
      engine.closeOutbound();
      throw Failures.renegotiation();
    }
    if (status == HandshakeStatus.NEED_TASK) {
      Handshake.runTasks(engine);
    }
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      outgoing.takeFromEngine();
      sendWhatThereIs();
    }
  }

  private boolean hasOwnNews() {
    return failure != null || (established && (incoming.isReady() || ended));
  }

  // ---- writing

  @Override
  public int write(ByteBuffer source) throws IOException {
    single[0] = source;
    try {
      return (int) write(single);
    } finally {
      single[0] = NOTHING; // an idle connection keeps nobody's buffer alive
    }
  }

  @Override
  public long write(ByteBuffer[] sources) throws IOException {
    checkUsable();
    if (outputShut) {
      throw new ClosedChannelException();
    }
    if (!advance()) {
      return 0;
    }
    checkOutput();
    try {
      return outgoing.write(sources);
    } catch (SSLException | RuntimeException e) {
      throw fail(Failures.ofWriting(e));
    } finally {
      updateInterests();
    }
  }

  @Override
  public boolean flush() throws IOException {
    checkUsable();
    checkOutput();
    boolean sent = outgoing.send();
    updateInterests();
    return sent && below.flush();
  }

  private void checkOutput() throws IOException {
    IOException broken = brokenOutput;
    if (broken != null) {
      throw broken;
    }
  }

  /** Sends for somebody who does not write, so it is no failure of theirs. */
  private void sendWhatThereIs() {
    try {
      outgoing.send();
    } catch (IOException e) {
      brokenOutput = e;
      outgoing.discard();
    }
    updateInterests();
  }

  private void sendRest() {
    sendWhatThereIs();
    Runnable callback = onWritable;
    if (callback != null && !outgoing.hasUnsent()) {
      callback.run();
    }
  }

  // ---- waiting

  @Override
  public void awaitReadable() throws IOException {
    checkNotClosed();
    if (!isSettled()) {
      awaitSettled();
    } else if (!hasOwnNews()) {
      below.awaitReadable();
    }
  }

  @Override
  public void awaitWritable() throws IOException {
    checkNotClosed();
    if (!isSettled()) {
      awaitSettled();
    } else if (failure == null) {
      below.awaitWritable();
    }
  }

  @Override
  public void onReadable(@Nullable Runnable callback) {
    onReadable = callback;
    progressFor(callback);
    readable.setCallback(callback);
  }

  @Override
  public void onWritable(@Nullable Runnable callback) {
    onWritable = callback;
    progressFor(callback);
    failed.setCallback(callback);
  }

  private void progressFor(@Nullable Runnable callback) {
    if (callback != null && !closed) {
      progress();
    }
    updateInterests();
  }

  /** Tells the stream below what this one wants to be called for. */
  private void updateInterests() {
    if (closed) {
      return;
    }
    boolean working = failure == null;
    Runnable reading =
        established ? onReadable : working && need == Handshake.Need.INPUT ? progress : null;
    Runnable writing =
        established
            ? onWritable != null || outgoing.hasUnsent() ? sendRest : null
            : working && need == Handshake.Need.OUTPUT ? progress : null;
    if (reading != readInterest) {
      readInterest = reading;
      below.onReadable(reading);
    }
    if (writing != writeInterest) {
      writeInterest = writing;
      below.onWritable(writing);
    }
  }

  // ---- the end

  /** A TLS connection ends in both directions at once. */
  @Override
  public boolean canHalfClose() {
    return false;
  }

  /**
   * Says goodbye (close_notify) without waiting for anything; nothing can be written any more.
   *
   * @throws SSLException if the handshake is not over
   */
  @Override
  public void shutdownOutput() throws IOException {
    checkUsable();
    if (!established) {
      throw new SSLException(
          "TLS cannot say goodbye before the handshake is over; await handshake(), or close()");
    }
    if (!outputShut) {
      outputShut = true;
      engine.closeOutbound();
      outgoing.takeFromEngine();
      outgoing.send();
      updateInterests();
    }
  }

  /**
   * Ends the connection in good order: sends what is left and the goodbye, and waits for the
   * peer's, dropping what still comes from it. Suspends for at most the options' shutdown time. The
   * stream below stays open; if this fails or is cancelled, everything is closed.
   *
   * @throws SSLException if the time is over
   * @throws IOException if the connection breaks before the goodbye is out
   * @throws asyncio.task.CancelledError if the task is cancelled
   */
  public void shutdown() throws IOException {
    try {
      bounded(options.shutdownTimeout(), this::sayGoodbye);
    } catch (TimeoutException late) {
      close();
      throw withCause(new SSLException("SSL shutdown timed out"), late);
    } catch (Throwable anything) {
      close();
      throw anything;
    }
  }

  private void sayGoodbye() throws IOException {
    shutdownOutput();
    while (!flush()) {
      awaitWritable();
    }
    ByteBuffer dropped = ByteBuffer.allocate(1024);
    while (readUntilGone(dropped.clear()) >= 0) {
      awaitReadable();
    }
  }

  /** Nobody wants what still comes, so it does not matter if it is cut off. */
  private int readUntilGone(ByteBuffer target) {
    try {
      return read(target);
    } catch (IOException gone) {
      return -1;
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  /**
   * Closes this stream and the one below at once. The peer gets the goodbye if that needs no
   * waiting, and if nothing that was written is lost.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (established && failure == null && !outgoing.hasUnsent()) {
      try {
        shutdownOutput();
      } catch (IOException | RuntimeException ignored) {
        // it is gone all the same
      }
    }
    closed = true;
    incoming.release();
    outgoing.discard();
    readable.close();
    failed.close();
    below.close();
    settling.wakeAll();
  }

  // ---- information

  /**
   * Knows {@code sslcontext} (a {@link TlsContext}), {@code ssl_object} (the {@link SSLEngine}),
   * {@code peercert} (an {@link java.security.cert.X509Certificate}, null if the peer showed none),
   * {@code cipher} (the name of the suite), {@code compression} (always null) and {@code
   * selected_alpn_protocol}; the rest the stream below knows.
   */
  @Override
  public @Nullable Object extraInfo(String name) {
    return switch (name) {
      case "sslcontext" -> options.context();
      case "ssl_object" -> engine;
      case "peercert" -> SessionInfo.peerCertificate(engine);
      case "cipher" -> established ? engine.getSession().getCipherSuite() : null;
      case "compression" -> null;
      case "selected_alpn_protocol" -> SessionInfo.alpnProtocol(engine);
      default -> below.extraInfo(name);
    };
  }

  /** The state, and the stream below. */
  @Override
  public String toString() {
    String state =
        closed
            ? "closed"
            : failure != null ? "failed" : established ? "established" : "not established";
    return "<TlsStream " + state + " over " + Objects.toString(below) + ">";
  }
}
