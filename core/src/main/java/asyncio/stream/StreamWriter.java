package asyncio.stream;

import asyncio.net.ByteStream;
import asyncio.net.WriteLimits;
import asyncio.outbound.Goodbye;
import asyncio.outbound.OutboundBytes;
import asyncio.outbound.OutboundFile;
import asyncio.outbound.OutboundQueue;
import asyncio.task.CancelledError;
import asyncio.task.Sleep;
import asyncio.task.WaitQueue;
import asyncio.tls.TlsOptions;
import asyncio.transfer.TransferBuffer;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes bytes to a connection, as {@code asyncio.StreamWriter}. Loop thread only; any number of
 * tasks may write, and what they write is sent in the order of their calls.
 *
 * <p>{@link #send} is all that most programs need: it returns when the bytes are on their way, and
 * waits for a peer that is slower than we are. asyncio's pair does the same in two steps: {@link
 * #write} never waits and never fails, what the system does not take at once is buffered and sent
 * in the background, and {@link #drain} waits while too much is buffered.
 *
 * <p>Arrays and buffers that were given to any of these methods may be changed when it has
 * returned.
 */
public final class StreamWriter {

  /** From so many writes to a lost connection on, each is logged. */
  private static final int TOLERATED_LOST_WRITES = 5;

  /** After so many bytes that were sent without waiting, the other tasks get their turn. */
  private static final int UNINTERRUPTED_BYTES = 1 << 20;

  private final Endpoint endpoint;
  private final StreamReader reader;
  private final OutboundQueue unsent;
  private final WaitQueue awaitingRoom = new WaitQueue();
  private final WaitQueue awaitingFlush = new WaitQueue();
  private WriteLimits limits = WriteLimits.DEFAULT;
  private int sentSinceYield;
  private int lostWrites;
  private long lostBytes;
  private long sentBytes;
  private boolean flushing;
  private boolean paused;
  private boolean eofWritten;
  private @Nullable Goodbye goodbye;

  StreamWriter(Endpoint endpoint, StreamReader reader) {
    this.endpoint = endpoint;
    this.reader = reader;
    this.unsent = new OutboundQueue(endpoint.loop());
    endpoint.onRelease(this::released);
  }

  // ---- writing

  /**
   * Sends bytes: writes them after what was written before, and suspends while the peer is slower
   * than that. Small ones are buffered, and waited for like {@link #drain} does; large ones are
   * sent from where they are. Now and then it lets other tasks run even if it need not wait.
   *
   * <p>A task that is cancelled in here has sent everything: what is left is copied and goes out in
   * the background, so that no message is ever cut in two.
   *
   * @throws IOException if the connection is lost, or closed
   * @throws IllegalStateException after {@link #writeEof}
   */
  public void send(byte[] data) throws IOException {
    checkMayWrite("send");
    checkAlive();
    int taken = unsent.isEmpty() ? offer(data, 0, data.length) : 0;
    if (taken == data.length) {
      giveWay(taken);
    } else {
      sendRest(ByteBuffer.wrap(data, taken, data.length - taken));
    }
  }

  /** Sends what remains in {@code data}, as {@link #send(byte[])}; then nothing remains. */
  public void send(ByteBuffer data) throws IOException {
    checkMayWrite("send");
    checkAlive();
    int taken = unsent.isEmpty() ? offer(data) : 0;
    if (data.hasRemaining()) {
      ByteBuffer rest = data.slice();
      data.position(data.limit());
      sendRest(rest);
    } else {
      giveWay(taken);
    }
  }

  /** Sends a text, as {@link #send(byte[])}. */
  public void send(String text, Charset charset) throws IOException {
    send(text.getBytes(charset));
  }

  /** Sends a whole file, from its beginning; see {@link #sendFile(FileChannel, long, long)}. */
  public long sendFile(FileChannel file) throws IOException {
    return sendFile(file, 0, Long.MAX_VALUE);
  }

  /**
   * Sends a part of a file, after what was written before, without copying it where the system can:
   * over a plain socket. Suspends until it is sent; what others write meanwhile comes after it. The
   * file's position is set to what comes after the last byte that was sent, in whatever way this
   * ends.
   *
   * <p>A task that is cancelled in here leaves the rest of the file out, so the peer has got less
   * than it was promised; mostly the connection should be closed then. Reading the file blocks the
   * loop, up to a MiB at a time.
   *
   * @param offset where to begin
   * @param count how many bytes at most; what the file has less is left out
   * @return how many bytes were sent
   * @throws IOException if the connection is lost, or closed, or if the file is closed
   * @throws IllegalArgumentException if {@code offset} is negative or {@code count} is not positive
   * @throws IllegalStateException after {@link #writeEof}
   */
  public long sendFile(FileChannel file, long offset, long count) throws IOException {
    checkMayWrite("sendFile");
    checkAlive();
    boolean idle = unsent.isEmpty();
    OutboundFile part = unsent.file(file, offset, count);
    if (idle) {
      flush();
    }
    try {
      part.awaitEnd();
    } finally {
      unsent.drop(part);
    }
    if (!part.isSent()) {
      throw connectionLost();
    }
    long sent = part.sent();
    countSent((int) Math.min(sent, UNINTERRUPTED_BYTES));
    return sent;
  }

  private void sendRest(ByteBuffer rest) throws IOException {
    if (endpoint.isReleased()) {
      throw connectionLost();
    }
    if (unsent.size() + rest.remaining() <= limits.high()) {
      enqueue(rest);
      return;
    }
    OutboundBytes segment = unsent.borrow(rest);
    startFlushing();
    try {
      segment.awaitEnd();
    } catch (CancelledError cancelled) {
      segment.own();
      throw cancelled;
    }
    if (!segment.isSent() || endpoint.failure() != null) {
      throw connectionLost();
    }
  }

  private void giveWay(int sent) throws IOException {
    if (endpoint.isReleased()) {
      throw connectionLost();
    }
    countSent(sent);
  }

  private void countSent(int sent) {
    sentSinceYield += sent;
    if (sentSinceYield > UNINTERRUPTED_BYTES) {
      sentSinceYield = 0;
      Sleep.sleep(Duration.ZERO);
    }
  }

  /**
   * Writes bytes; {@code StreamWriter.write}. Never suspends, and never fails because of the
   * connection: {@link #drain} and {@link #waitClosed} tell what became of it. Follow it with
   * {@link #drain}, or nothing bounds the memory.
   *
   * @throws IllegalStateException after {@link #writeEof}
   */
  public void write(byte[] data) {
    write(data, 0, data.length);
  }

  /**
   * Writes a part of an array, see {@link #write(byte[])}.
   *
   * @throws IndexOutOfBoundsException if there is no such part
   */
  public void write(byte[] data, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, data.length);
    checkMayWrite("write");
    if (length == 0 || isLost(length)) {
      return;
    }
    int taken = unsent.isEmpty() ? offer(data, offset, length) : 0;
    if (taken < length && !endpoint.isReleased()) {
      unsent.copy(data, offset + taken, length - taken);
      startFlushing();
    }
  }

  /** Writes what remains in {@code data}, see {@link #write(byte[])}; then nothing remains. */
  public void write(ByteBuffer data) {
    checkMayWrite("write");
    if (!data.hasRemaining() || isLost(data.remaining())) {
      data.position(data.limit());
      return;
    }
    if (unsent.isEmpty()) {
      offer(data);
    }
    if (data.hasRemaining() && !endpoint.isReleased()) {
      enqueue(data);
    }
  }

  /** Writes a text, see {@link #write(byte[])}. */
  public void write(String text, Charset charset) {
    write(text.getBytes(charset));
  }

  /**
   * Writes several pieces one after the other, together where that is possible; {@code
   * StreamWriter.writelines}. See {@link #write(byte[])}.
   */
  public void writeLines(Iterable<byte[]> pieces) {
    checkMayWrite("writeLines");
    boolean idle = unsent.isEmpty();
    for (byte[] piece : pieces) {
      if (piece.length > 0 && !isLost(piece.length)) {
        unsent.copy(piece, 0, piece.length);
      }
    }
    if (unsent.isEmpty()) {
      return;
    }
    if (idle) {
      flush();
    } else {
      startFlushing();
    }
  }

  private void enqueue(ByteBuffer rest) {
    unsent.copy(rest);
    startFlushing();
  }

  private void checkMayWrite(String operation) {
    if (eofWritten) {
      throw new IllegalStateException(
          "cannot call " + operation + "() after writeEof(), which ended the output of " + this);
    }
  }

  /** Counts what is written in vain. */
  private boolean isLost(int length) {
    if (!endpoint.isClosing()) {
      return false;
    }
    lostBytes += length;
    lostWrites++;
    if (lostWrites >= TOLERATED_LOST_WRITES) {
      System.getLogger("asyncio")
          .log(
              System.Logger.Level.WARNING,
              "writing to "
                  + this
                  + " is in vain, "
                  + lostBytes
                  + " bytes are lost; drain() tells");
    }
    return true;
  }

  // ---- sending

  /** Writes what the stream takes now. A failure ends the connection, and takes nothing. */
  private int offer(byte[] data, int offset, int length) {
    TransferBuffer transfer = endpoint.transfer();
    ByteBuffer buffer = transfer.borrow();
    int taken = 0;
    try {
      for (int i = 0; i < OutboundQueue.WRITES_IN_A_ROW && taken < length; i++) {
        int count = Math.min(TransferBuffer.CHUNK, length - taken);
        buffer.clear().put(data, offset + taken, count).flip();
        int written = endpoint.stream().write(buffer);
        taken += written;
        sentBytes += written;
        if (buffer.hasRemaining()) {
          break;
        }
      }
      flushLayers();
    } catch (IOException e) {
      endpoint.release(e);
    } finally {
      transfer.giveBack(buffer);
    }
    return taken;
  }

  private int offer(ByteBuffer data) {
    int length = data.remaining();
    if (data.hasArray()) {
      int taken = offer(data.array(), data.arrayOffset() + data.position(), length);
      data.position(data.position() + taken);
      return taken;
    }
    try {
      sentBytes += endpoint.stream().write(data);
      flushLayers();
    } catch (IOException e) {
      endpoint.release(e);
    }
    return length - data.remaining();
  }

  /** What a layer has taken and could not pass on is sent on in the background, too. */
  private void flushLayers() throws IOException {
    if (!endpoint.stream().flush()) {
      startFlushing();
    }
  }

  private void startFlushing() {
    paused |= unsent.size() > limits.high();
    if (!flushing) {
      flushing = true;
      endpoint.stream().onWritable(this::flush);
    }
  }

  /** Called when the stream is writable. */
  private void flush() {
    boolean done;
    long before = unsent.size();
    try {
      ByteStream stream = endpoint.stream();
      done = unsent.writeTo(stream) && stream.flush();
    } catch (IOException e) {
      endpoint.release(e);
      return;
    }
    sentBytes += before - unsent.size();
    if (unsent.size() <= limits.low()) {
      resumeWriters();
    }
    if (done) {
      stopFlushing();
      afterFlush();
    } else {
      startFlushing();
    }
  }

  private void stopFlushing() {
    if (flushing) {
      flushing = false;
      endpoint.stream().onWritable(null);
    }
  }

  private void resumeWriters() {
    paused = false;
    awaitingRoom.wakeAll();
  }

  private boolean isFlushed() {
    return unsent.isEmpty() && !flushing;
  }

  // ---- back-pressure

  /**
   * Suspends while more than the high mark is buffered, until no more than the low mark is; {@code
   * StreamWriter.drain}. Any number of tasks may. Cancellation changes nothing about what was
   * written.
   *
   * @throws IOException if the connection is lost, or closed
   */
  public void drain() throws IOException {
    checkAlive();
    if (paused) {
      awaitingRoom.await(this);
      if (endpoint.failure() != null) {
        throw connectionLost();
      }
    }
  }

  private void checkAlive() throws IOException {
    if (endpoint.isClosing()) {
      Sleep.sleep(Duration.ZERO); // a loop that writes for ever must not starve the others
      throw connectionLost();
    }
  }

  private IOException connectionLost() {
    IOException reason = endpoint.failure();
    var lost = new SocketException("Connection lost: " + this);
    lost.initCause(reason);
    return lost;
  }

  /**
   * Sets when {@link #drain} and {@link #send} wait; {@code
   * WriteTransport.set_write_buffer_limits}.
   */
  public void setWriteLimits(WriteLimits newLimits) {
    limits = Objects.requireNonNull(newLimits, "newLimits");
    paused |= unsent.size() > limits.high();
  }

  /** When {@link #drain} and {@link #send} wait; {@code WriteTransport.get_write_buffer_limits}. */
  public WriteLimits writeLimits() {
    return limits;
  }

  /** How many bytes are buffered; {@code WriteTransport.get_write_buffer_size}. */
  public long writeBufferSize() {
    return unsent.size();
  }

  /**
   * How many bytes were handed on for the peer so far. As long as it grows, the peer takes what is
   * sent.
   */
  public long bytesSent() {
    return sentBytes;
  }

  // ---- TLS

  /**
   * Makes the connection secure from here on: sends what was written, and shakes hands; {@code
   * StreamWriter.start_tls}. Suspends. A connection that a server has accepted is the server's
   * side. What was read ahead belongs to the handshake. If it fails or is cancelled, the connection
   * is closed.
   *
   * @throws IOException if the handshake fails, or the connection is lost or closed
   * @throws IllegalStateException if a task is reading meanwhile, or after {@link #writeEof}
   */
  public void startTls(TlsOptions options) throws IOException {
    Objects.requireNonNull(options, "options");
    checkMayWrite("startTls");
    checkAlive();
    while (!isFlushed() && !endpoint.isReleased()) {
      awaitingFlush.await(this);
    }
    if (endpoint.isClosing()) {
      throw connectionLost();
    }
    endpoint.secure(options, reader.takeBuffered("startTls"));
  }

  // ---- the end

  /** Whether {@link #writeEof} works; {@code StreamWriter.can_write_eof}. */
  public boolean canWriteEof() {
    return endpoint.stream().canHalfClose();
  }

  /**
   * Ends the output when everything written was sent, and leaves the input open; {@code
   * StreamWriter.write_eof}. Does not suspend.
   *
   * @throws UnsupportedOperationException if the connection cannot do that, as over TLS
   */
  public void writeEof() {
    if (!canWriteEof()) {
      throw new UnsupportedOperationException(
          this + " cannot end one direction only; close() ends both");
    }
    if (eofWritten || endpoint.isClosing()) {
      return;
    }
    eofWritten = true;
    afterFlush();
  }

  /**
   * Closes the connection when everything written was sent, in the background; {@code
   * StreamWriter.close}. Does not suspend; a second call does nothing. Reading ends at once, what
   * is written from now on is lost.
   */
  public void close() {
    if (!endpoint.isClosing()) {
      endpoint.startClosing();
      afterFlush();
    }
  }

  /** Whether it was closed, or the connection is lost; {@code StreamWriter.is_closing}. */
  public boolean isClosing() {
    return endpoint.isClosing();
  }

  /** Goes on with what had to wait until everything was sent. */
  private void afterFlush() {
    if (!isFlushed()) {
      return;
    }
    awaitingFlush.wakeAll();
    if (endpoint.isClosing()) {
      leave();
    } else if (eofWritten) {
      shutdownOutput();
    }
  }

  private void leave() {
    if (endpoint.stream().canHalfClose()) {
      endpoint.release(null);
    } else if (!endpoint.isReleased()) {
      goodbye =
          new Goodbye(
              endpoint.loop(), endpoint.stream(), endpoint.goodbyeTimeout(), endpoint::release);
      goodbye.start();
    }
  }

  private void shutdownOutput() {
    try {
      endpoint.stream().shutdownOutput();
    } catch (IOException e) {
      endpoint.release(e);
    }
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Closes the connection at once and drops what is buffered; {@code WriteTransport.abort}. */
  public void abort() {
    endpoint.release(null);
  }

  /** What has to happen before it can be released. */
  String whatRemains() {
    return goodbye == null
        ? unsent.size() + " bytes were still to be sent, and the peer did not take them"
        : "the peer did not say goodbye";
  }

  /** How many bytes were written and will never be sent. */
  long lostBytes() {
    return lostBytes;
  }

  private void released() {
    Goodbye waiting = goodbye;
    if (waiting != null) {
      waiting.cancel();
    }
    lostBytes += unsent.size();
    unsent.clear();
    flushing = false;
    awaitingFlush.wakeAll();
    resumeWriters();
  }

  /**
   * Suspends until the connection is closed, after {@link #close} or for whatever reason; {@code
   * StreamWriter.wait_closed}.
   *
   * @throws IOException why the connection was lost
   */
  public void waitClosed() throws IOException {
    endpoint.awaitRelease();
    endpoint.throwFailure();
  }

  /** What is known under a name such as {@code peername}; {@code StreamWriter.get_extra_info}. */
  public @Nullable Object getExtraInfo(String name) {
    return endpoint.stream().extraInfo(Objects.requireNonNull(name, "name"));
  }

  /** The connection, its state, and how much is buffered. */
  @Override
  public String toString() {
    return "<StreamWriter "
        + endpoint
        + (unsent.isEmpty() ? "" : ", " + unsent.size() + " bytes to be sent")
        + ">";
  }
}
