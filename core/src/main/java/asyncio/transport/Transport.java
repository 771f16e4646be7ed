package asyncio.transport;

import asyncio.leak.LeakWatch;
import asyncio.net.ByteStream;
import asyncio.net.WriteLimits;
import asyncio.outbound.Goodbye;
import asyncio.outbound.OutboundFile;
import asyncio.outbound.OutboundQueue;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.task.WaitQueue;
import asyncio.tls.TlsOptions;
import asyncio.tls.TlsStream;
import asyncio.transfer.TransferBuffer;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

  private static final System.Logger LOG = System.getLogger("asyncio");

  private final EventLoop loop;
  private final ProtocolCalls calls;
  private final FlowControl flow;
  private final OutboundQueue unsent;
  private final WaitQueue awaitingSent = new WaitQueue();
  private final LeakWatch.Entry open;
  private ByteStream stream;
  private FlowControlledProtocol protocol;
  private Duration goodbyeTimeout;

  /** Which call has the connection for itself: nothing else is read or written meanwhile. */
  private @Nullable String inProgress;

  private boolean readingPaused;
  private boolean started;
  private boolean endOfInput;
  private boolean eofRequested;
  private boolean closing;
  private boolean lost;
  private int writesInVain;
  private @Nullable Throwable failure;
  private @Nullable Goodbye goodbye;
  private @Nullable Runnable onLost;

  private Transport(
      EventLoop loop, ByteStream stream, FlowControlledProtocol protocol, Duration goodbyeTimeout) {
    this.loop = loop;
    this.calls = new ProtocolCalls(loop, this);
    this.flow = new FlowControl(calls);
    this.unsent = new OutboundQueue(loop);
    this.stream = stream;
    this.protocol = protocol;
    this.goodbyeTimeout = goodbyeTimeout;
    this.open = LeakWatch.watch(loop, this, stream, stream::isClosed, stream::close);
  }

  /**
   * Connects a protocol to a stream of bytes. In later iterations, in this order, the protocol's
   * {@code connectionMade} is called, reading starts, and {@code made} gets its result.
   *
   * @param goodbyeTimeout how long a layer that says goodbye, such as TLS, may take for it
   */
  static Transport start(
      EventLoop loop,
      ByteStream stream,
      FlowControlledProtocol protocol,
      Duration goodbyeTimeout,
      Future<@Nullable Void> made) {
    Transport transport = new Transport(loop, stream, protocol, goodbyeTimeout);
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
    if (goodbye == null && !lost) { // which listens for itself
      boolean wanted = started && !endOfInput && isReading();
      stream.onReadable(wanted ? this::readSome : null);
    }
  }

  private void readSome() {
    switch (protocol) {
      case BufferedProtocol own -> readInto(own);
      case Protocol receiver -> readFor(receiver);
    }
  }

  private void readInto(BufferedProtocol own) {
    ByteBuffer target = calls.askOrFail("get_buffer", () -> roomOf(own), this::lose);
    if (target == null) {
      return;
    }
    int count = read(target);
    if (count > 0) {
      calls.tellOrFail("buffer_updated", () -> own.bufferUpdated(count), this::lose);
    } else if (count < 0) {
      endOfInput();
    }
  }

  private static ByteBuffer roomOf(BufferedProtocol own) throws Exception {
    ByteBuffer target = own.getBuffer(-1);
    if (!target.hasRemaining()) {
      throw new IllegalStateException(
          "getBuffer() must return a buffer with room, and returned " + target);
    }
    return target;
  }

  private void readFor(Protocol receiver) {
    TransferBuffer transfer = TransferBuffer.of(loop);
    ByteBuffer target = transfer.borrow(TransferBuffer.SIZE);
    int count = read(target);
    byte[] data = transfer.unload(target);
    if (count > 0) {
      calls.tellOrFail("data_received", () -> receiver.dataReceived(data), this::lose);
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

  private void endOfInput() {
    endOfInput = true;
    updateReading();
    Boolean keepOpen = calls.askOrFail("eof_received", protocol::eofReceived, this::lose);
    if (keepOpen == null) {
      return;
    }
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
    return !closing && !readingPaused && inProgress == null;
  }

  // ---- writing

  /**
   * Sends bytes, now or later; {@code write}. The array may be changed afterwards.
   *
   * @throws IllegalStateException after {@link #writeEof}, and while {@code sendfile} or {@code
   *     startTls} has the connection for itself
   */
  public void write(byte[] data) {
    write(ByteBuffer.wrap(data));
  }

  /** Sends what is left in a buffer, now or later, and empties it; see {@link #write(byte[])}. */
  public void write(ByteBuffer data) {
    checkMayWrite();
    if (!data.hasRemaining()) {
      return;
    }
    if (lost || goodbye != null) {
      dropInVain();
      return;
    }
    try {
      if (unsent.isEmpty()) {
        stream.write(data);
      }
      if (data.hasRemaining()) {
        unsent.copy(data);
        flow.grownTo(unsent.size(), protocol::pauseWriting);
      }
      awaitRoomIfNeeded();
    } catch (IOException broken) {
      lose(broken);
    }
  }

  private void checkMayWrite() {
    if (eofRequested) {
      throw new IllegalStateException("write() cannot be called after writeEof()");
    }
    if (inProgress != null) {
      throw new IllegalStateException("unable to write; " + inProgress + " is in progress");
    }
  }

  private void dropInVain() {
    writesInVain++;
    if (writesInVain >= WRITES_IN_VAIN) {
      LOG.log(System.Logger.Level.WARNING, "write() on a lost connection: " + this);
    }
  }

  private void awaitRoomIfNeeded() throws IOException {
    boolean waits = !unsent.isEmpty() || !stream.flush();
    stream.onWritable(waits ? this::sendMore : null);
  }

  /** Sends several chunks in order, together where that is possible; {@code writelines}. */
  public void writelines(List<byte[]> chunks) {
    checkMayWrite();
    if (lost || goodbye != null) {
      dropInVain();
      return;
    }
    boolean idle = unsent.isEmpty();
    chunks.forEach(chunk -> unsent.copy(chunk, 0, chunk.length));
    if (idle) {
      sendMore();
    }
    flow.grownTo(unsent.size(), protocol::pauseWriting);
  }

  private void sendMore() {
    try {
      unsent.writeTo(stream);
      awaitRoomIfNeeded();
      flow.shrunkTo(unsent.size(), protocol::resumeWriting);
      if (unsent.isEmpty() && stream.flush()) {
        awaitingSent.wakeAll();
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

  /** How many bytes are kept; {@code get_write_buffer_size}. */
  public long getWriteBufferSize() {
    return unsent.size();
  }

  /** The marks; {@code get_write_buffer_limits}. */
  public WriteLimits getWriteBufferLimits() {
    return flow.limits();
  }

  /**
   * Sets the marks; {@code set_write_buffer_limits}. If more is kept already, the protocol is told
   * at once.
   */
  public void setWriteBufferLimits(WriteLimits newLimits) {
    flow.setLimits(newLimits);
    flow.grownTo(unsent.size(), protocol::pauseWriting);
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
    if (unsent.isEmpty()) {
      try {
        stream.shutdownOutput();
      } catch (IOException broken) {
        lose(broken);
      }
    }
  }

  // ---- what has the connection for itself

  /** See {@link asyncio.Asyncio#sendfile(Transport, FileChannel, long, long)}. */
  long sendFile(FileChannel file, long offset, long count) throws IOException {
    checkMayBegin("sendfile");
    OutboundFile part = unsent.file(file, offset, count);
    begin("sendfile");
    try {
      sendMore();
      part.awaitEnd();
    } finally {
      unsent.drop(part);
      end();
    }
    if (!part.isSent()) {
      throw connectionLost();
    }
    return part.sent();
  }

  /**
   * See {@link asyncio.Asyncio#startTls(Transport, FlowControlledProtocol, TlsOptions, boolean)}.
   */
  void startTls(FlowControlledProtocol newProtocol, TlsOptions options, boolean serverSide)
      throws IOException {
    checkMayBegin("startTls");
    TlsStream secured =
        serverSide
            ? TlsStream.server(loop, stream, options)
            : TlsStream.client(loop, stream, options);
    readingPaused = false;
    begin("startTls");
    try {
      setProtocol(newProtocol);
      awaitSent();
      stream = secured;
      goodbyeTimeout = options.shutdownTimeout();
      secured.handshake();
    } catch (Throwable failed) {
      lose(failed instanceof IOException ? failed : null);
      throw failed;
    } finally {
      end();
    }
  }

  private void awaitSent() throws IOException {
    if (!unsent.isEmpty() || !stream.flush()) {
      awaitRoomIfNeeded();
      awaitingSent.await(this);
    }
    if (closing) {
      throw connectionLost();
    }
    stream.onWritable(null);
  }

  private void checkMayBegin(String call) {
    CurrentLoop.requireTask(call);
    if (closing) {
      throw new IllegalStateException(call + ": the transport is closing: " + this);
    }
    if (eofRequested) {
      throw new IllegalStateException(call + " cannot be called after writeEof()");
    }
    if (inProgress != null) {
      throw new IllegalStateException(
          call + " has to wait, as " + inProgress + " is in progress: " + this);
    }
  }

  private void begin(String call) {
    inProgress = call;
    updateReading();
  }

  private void end() {
    inProgress = null;
    updateReading();
  }

  private IOException connectionLost() {
    SocketException exception = new SocketException("Connection lost: " + this);
    exception.initCause(failure);
    return exception;
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
    if (unsent.isEmpty()) {
      sayGoodbye();
    }
  }

  /** A plain connection needs no goodbye. TLS tells its peer, and waits for the answer. */
  private void sayGoodbye() {
    if (goodbye != null || lost) {
      return;
    }
    if (stream.canHalfClose()) {
      loseLater(null);
    } else {
      goodbye = new Goodbye(loop, stream, goodbyeTimeout, this::lose);
      goodbye.start();
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
      unsent.clear();
      loseLater(reason);
    }
  }

  private void loseLater(@Nullable Throwable reason) {
    if (lost) {
      return;
    }
    lost = true;
    failure = reason;
    stream.onReadable(null);
    stream.onWritable(null);
    awaitingSent.wakeAll();
    if (goodbye != null) {
      goodbye.cancel();
    }
    loop.callSoon(() -> tellLost(reason));
  }

  private void tellLost(@Nullable Throwable reason) {
    try {
      calls.tell("connection_lost", () -> protocol.connectionLost(reason));
    } finally {
      stream.close();
      open.settle();
      if (onLost != null) {
        onLost.run();
      }
    }
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
        + (unsent.isEmpty() ? "" : ", keeps " + unsent.size() + " bytes")
        + ">";
  }
}
