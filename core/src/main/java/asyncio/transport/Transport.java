package asyncio.transport;

import asyncio.net.ByteStream;
import asyncio.net.ReceiveBuffer;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.KeyboardInterrupt;
import asyncio.task.TimerHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that calls a protocol back, as {@code asyncio.Transport}. Loop thread only.
 *
 * <p>Writing never waits and never fails: what there is no room for is kept and sent later, and a
 * broken connection is told to the protocol's {@code connectionLost}, later than any call here.
 *
 * <p>States: open; closing (nothing is read any more, what is kept is still sent); lost. A layer
 * that must say goodbye to its peer, such as TLS, does so in between, for a bounded time.
 */
public final class Transport {

  /** Writes to a lost connection are dropped; from so many on they are worth a warning. */
  private static final int WRITES_IN_VAIN = 5;

  /** How long a layer may take to say goodbye; asyncio's default. */
  private static final Duration GOODBYE = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger("asyncio");

  private final EventLoop loop;
  private final ProtocolCalls calls;
  private final SendQueue queue = new SendQueue();
  private ByteStream stream;
  private FlowControlledProtocol protocol;

  private boolean readingPaused;
  private boolean started;
  private boolean endOfInput;
  private boolean eofRequested;
  private boolean protocolPaused;
  private boolean closing;
  private boolean sayingGoodbye;
  private boolean lost;
  private int writesInVain;
  private @Nullable TimerHandle goodbyeTimer;
  private @Nullable Runnable onLost;

  private Transport(EventLoop loop, ByteStream stream, FlowControlledProtocol protocol) {
    this.loop = loop;
    this.calls = new ProtocolCalls(loop, this);
    this.stream = stream;
    this.protocol = protocol;
  }

  /**
   * Connects a protocol to a stream of bytes. In later iterations, in this order, the protocol's
   * {@code connectionMade} is called, reading starts, and {@code made} gets its result.
   */
  static Transport start(
      EventLoop loop,
      ByteStream stream,
      FlowControlledProtocol protocol,
      Future<@Nullable Void> made) {
    Transport transport = new Transport(loop, stream, protocol);
    loop.callSoon(() -> transport.calls.tell("connection_made", transport::tellMade));
    loop.callSoon(transport::startReading);
    loop.callSoon(
        () -> {
          if (!made.done()) {
            made.setResult(null);
          }
        });
    return transport;
  }

  private void tellMade() throws Exception {
    protocol.connectionMade(this);
  }

  /** Calls {@code callback} when the connection is lost, after the protocol was told. */
  void onLost(Runnable callback) {
    onLost = callback;
  }

  // ---- reading

  private void startReading() {
    started = true;
    updateReading();
  }

  private void updateReading() {
    boolean wanted =
        started && !readingPaused && !endOfInput && !lost && (!closing || sayingGoodbye);
    stream.onReadable(wanted ? this::readSome : null);
  }

  private void readSome() {
    try {
      switch (protocol) {
        case BufferedProtocol own -> readInto(own);
        case Protocol receiver -> readFor(receiver);
      }
    } catch (KeyboardInterrupt interrupt) {
      throw interrupt;
    } catch (Exception | Error failed) {
      fail("protocol.data_received() call failed", failed);
    }
  }

  private void readInto(BufferedProtocol own) throws Exception {
    ByteBuffer target = own.getBuffer(-1);
    if (!target.hasRemaining()) {
      throw new IllegalStateException(
          "getBuffer() must return a buffer with room, and returned " + target);
    }
    int count = read(target);
    if (count > 0) {
      own.bufferUpdated(count);
    } else if (count < 0) {
      endOfInput();
    }
  }

  private void readFor(Protocol receiver) throws Exception {
    ReceiveBuffer buffer = ReceiveBuffer.of(loop);
    ByteBuffer target = buffer.take(ReceiveBuffer.SIZE);
    int count = read(target);
    byte[] data = buffer.giveBack(target);
    if (count > 0) {
      receiver.dataReceived(data);
    } else if (count < 0) {
      endOfInput();
    }
  }

  private int read(ByteBuffer target) {
    try {
      return stream.read(target);
    } catch (IOException broken) {
      lose(broken);
      return 0;
    }
  }

  private void endOfInput() throws Exception {
    endOfInput = true;
    updateReading();
    if (sayingGoodbye) {
      loseLater(null);
      return;
    }
    boolean keepOpen = protocol.eofReceived();
    if (keepOpen && !stream.canHalfClose()) {
      LOG.log(
          System.Logger.Level.WARNING, "returning true from eofReceived() has no effect with TLS");
    }
    if (!keepOpen || !stream.canHalfClose()) {
      close();
    }
  }

  /** Stops calling the protocol with data; {@code pause_reading}. A second call does nothing. */
  public void pauseReading() {
    if (!readingPaused && !closing) {
      readingPaused = true;
      updateReading();
    }
  }

  /** Undoes {@link #pauseReading}; {@code resume_reading}. */
  public void resumeReading() {
    if (readingPaused && !closing) {
      readingPaused = false;
      updateReading();
    }
  }

  /** Whether data is delivered; {@code is_reading}. */
  public boolean isReading() {
    return !closing && !readingPaused;
  }

  // ---- writing

  /**
   * Sends bytes, now or later; {@code write}. The array may be changed afterwards.
   *
   * @throws IllegalStateException after {@link #writeEof}
   */
  public void write(byte[] data) {
    write(ByteBuffer.wrap(data));
  }

  /**
   * Sends what is left in a buffer, now or later, and empties it; {@code write}.
   *
   * @throws IllegalStateException after {@link #writeEof}
   */
  public void write(ByteBuffer data) {
    if (eofRequested) {
      throw new IllegalStateException("write() cannot be called after writeEof()");
    }
    if (!data.hasRemaining()) {
      return;
    }
    if (lost || sayingGoodbye) {
      dropInVain();
      return;
    }
    try {
      if (queue.isEmpty()) {
        stream.write(data);
      }
      if (data.hasRemaining()) {
        keep(data);
      }
      awaitRoomIfNeeded();
    } catch (IOException broken) {
      lose(broken);
    }
  }

  private void dropInVain() {
    writesInVain++;
    if (writesInVain >= WRITES_IN_VAIN) {
      LOG.log(System.Logger.Level.WARNING, "write() on a lost connection: " + this);
    }
  }

  private void keep(ByteBuffer data) {
    queue.add(data);
    pauseProtocolIfFull();
  }

  private void awaitRoomIfNeeded() throws IOException {
    boolean waits = !queue.isEmpty() || !stream.flush();
    stream.onWritable(waits ? this::sendMore : null);
  }

  /** Sends several chunks in order; {@code writelines}. */
  public void writelines(List<byte[]> chunks) {
    for (byte[] chunk : chunks) {
      write(chunk);
    }
  }

  private void sendMore() {
    try {
      queue.sendTo(stream);
      awaitRoomIfNeeded();
      resumeProtocolIfRoom();
      if (queue.isEmpty() && stream.flush()) {
        afterLastByte();
      }
    } catch (IOException broken) {
      lose(broken);
    }
  }

  private void afterLastByte() throws IOException {
    if (closing) {
      sayGoodbye();
    } else if (eofRequested) {
      stream.shutdownOutput();
    }
  }

  private void pauseProtocolIfFull() {
    if (!protocolPaused && queue.isAboveHigh()) {
      protocolPaused = true;
      calls.tell("pause_writing", protocol::pauseWriting);
    }
  }

  private void resumeProtocolIfRoom() {
    if (protocolPaused && queue.isAtMostLow()) {
      protocolPaused = false;
      calls.tell("resume_writing", protocol::resumeWriting);
    }
  }

  /** How many bytes are kept; {@code get_write_buffer_size}. */
  public long getWriteBufferSize() {
    return queue.size();
  }

  /** The marks; {@code get_write_buffer_limits}. */
  public WriteBufferLimits getWriteBufferLimits() {
    return new WriteBufferLimits(queue.low(), queue.high());
  }

  /**
   * The marks between which the protocol is told to pause and to resume.
   *
   * @param low in bytes
   * @param high in bytes
   */
  public record WriteBufferLimits(int low, int high) {}

  /**
   * Sets the high mark, and the low one to a quarter of it; {@code set_write_buffer_limits}. See
   * {@link #setWriteBufferLimits(int, int)}.
   */
  public void setWriteBufferLimits(int high) {
    setWriteBufferLimits(high, high / 4);
  }

  /**
   * Sets the marks; {@code set_write_buffer_limits}. If more is kept already, the protocol is told
   * at once.
   *
   * @param high how many bytes may be kept before the protocol is told to pause
   * @param low how many may be left when it is told to resume
   * @throws IllegalArgumentException unless {@code 0 <= low <= high}
   */
  public void setWriteBufferLimits(int high, int low) {
    queue.setLimits(high, low);
    pauseProtocolIfFull();
  }

  /** Whether {@link #writeEof} works; {@code can_write_eof}. */
  public boolean canWriteEof() {
    return stream.canHalfClose();
  }

  /**
   * Tells the other end, after everything that is kept, that nothing more comes; {@code write_eof}.
   * A second call does nothing.
   *
   * @throws UnsupportedOperationException if the connection cannot be closed by halves, as TLS
   */
  public void writeEof() {
    if (!canWriteEof()) {
      throw new UnsupportedOperationException(
          "writeEof() needs a connection that can be closed by halves, and " + stream + " cannot");
    }
    if (closing || eofRequested) {
      return;
    }
    eofRequested = true;
    if (queue.isEmpty()) {
      try {
        stream.shutdownOutput();
      } catch (IOException broken) {
        lose(broken);
      }
    }
  }

  // ---- the end

  /**
   * Stops reading, sends what is kept, and closes; {@code close}. The protocol's {@code
   * connectionLost} is called when that is done, later than this call. A second call does nothing.
   */
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    updateReading();
    if (queue.isEmpty()) {
      sayGoodbye();
    }
  }

  /** A plain connection needs no goodbye. TLS tells its peer, and waits for the answer. */
  private void sayGoodbye() {
    if (sayingGoodbye || lost) {
      return;
    }
    sayingGoodbye = true;
    if (stream.canHalfClose() || endOfInput) {
      shutDownQuietly();
      loseLater(null);
      return;
    }
    try {
      stream.shutdownOutput();
      awaitRoomIfNeeded();
      updateReading();
      goodbyeTimer =
          loop.callLater(
              GOODBYE, () -> lose(new IOException(new TimeoutException("SSL shutdown timed out"))));
    } catch (IOException broken) {
      lose(broken);
    }
  }

  private void shutDownQuietly() {
    if (!stream.canHalfClose()) {
      try {
        stream.shutdownOutput();
        stream.flush();
      } catch (IOException ignored) {
        // the peer has said goodbye already
      }
    }
  }

  /** Closes at once and drops what is kept; {@code abort}. */
  public void abort() {
    lose(null);
  }

  /** The connection cannot go on: tells the protocol later. */
  private void lose(@Nullable Throwable reason) {
    if (!lost) {
      closing = true;
      queue.clear();
      loseLater(reason);
    }
  }

  private void loseLater(@Nullable Throwable reason) {
    if (lost) {
      return;
    }
    lost = true;
    stream.onReadable(null);
    stream.onWritable(null);
    if (goodbyeTimer != null) {
      goodbyeTimer.cancel();
    }
    loop.callSoon(() -> tellLost(reason));
  }

  private void tellLost(@Nullable Throwable reason) {
    try {
      calls.tell("connection_lost", () -> protocol.connectionLost(reason));
    } finally {
      stream.close();
      if (onLost != null) {
        onLost.run();
      }
    }
  }

  /** The protocol itself has failed: reports it and breaks the connection. */
  private void fail(String what, Throwable failure) {
    calls.report("Fatal error: " + what + ".", failure);
    lose(failure);
  }

  // ---- everything else

  /** Whether it is closing or closed; {@code is_closing}. */
  public boolean isClosing() {
    return closing;
  }

  /** Who is called; {@code get_protocol}. */
  public FlowControlledProtocol getProtocol() {
    return protocol;
  }

  /** Calls another protocol from now on; {@code set_protocol}. */
  public void setProtocol(FlowControlledProtocol newProtocol) {
    protocol = Objects.requireNonNull(newProtocol, "newProtocol");
  }

  /** What is known under a name, such as {@code peername}; null if nothing is. */
  public @Nullable Object getExtraInfo(String name) {
    return stream.extraInfo(name);
  }

  /** The connection, its state and how much is kept. */
  @Override
  public String toString() {
    return "<Transport of "
        + stream
        + (lost ? ", lost" : closing ? ", closing" : readingPaused ? ", paused" : "")
        + (queue.isEmpty() ? "" : ", keeps " + queue.size() + " bytes")
        + ">";
  }
}
