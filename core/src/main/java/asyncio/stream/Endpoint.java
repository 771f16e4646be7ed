package asyncio.stream;

import asyncio.leak.LeakWatch;
import asyncio.net.ByteStream;
import asyncio.task.EventLoop;
import asyncio.task.WaitQueue;
import asyncio.tls.TlsOptions;
import asyncio.tls.TlsStream;
import asyncio.transfer.TransferBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader and its writer share: the byte stream, and how it ended. Loop thread only.
 *
 * <ol>
 *   <li>open;
 *   <li>closing: nothing is read any more and nothing new is written, what was written before is
 *       still being sent;
 *   <li>released: the byte stream is closed, in good order or with a failure.
 * </ol>
 */
final class Endpoint {

  /** So many reads may succeed at once before the other tasks of the loop get their turn. */
  private static final int READS_IN_A_ROW = 16;

  private final EventLoop loop;
  private final TransferBuffer transfer;
  private final boolean server;
  private final LeakWatch.Entry open;
  private final WaitQueue awaitingRelease = new WaitQueue();
  private ByteStream stream;
  private Duration goodbyeTimeout = TlsOptions.DEFAULT_SHUTDOWN_TIMEOUT;
  private final List<Runnable> onRelease = new ArrayList<>(1);
  private boolean drained;
  private int readsInARow;
  private boolean closing;
  private boolean released;
  private @Nullable IOException failure;

  Endpoint(EventLoop loop, ByteStream stream, boolean server) {
    this.loop = loop;
    this.stream = stream;
    this.server = server;
    this.transfer = TransferBuffer.of(loop);
    this.open = LeakWatch.watch(loop, this, stream, stream::isClosed, stream::close);
  }

  EventLoop loop() {
    return loop;
  }

  ByteStream stream() {
    return stream;
  }

  TransferBuffer transfer() {
    return transfer;
  }

  /** How long a peer may take to say goodbye, if the stream is of a kind that does. */
  Duration goodbyeTimeout() {
    return goodbyeTimeout;
  }

  /**
   * Puts TLS between the stream and those who use it. Suspends for the handshake; a failure ends
   * the connection.
   *
   * @param received what was read already
   */
  void secure(TlsOptions options, ByteBuffer received) throws IOException {
    TlsStream secured =
        server ? TlsStream.server(loop, stream, options) : TlsStream.client(loop, stream, options);
    secured.feed(received);
    stream = secured;
    goodbyeTimeout = options.shutdownTimeout();
    drained = false;
    try {
      secured.handshake();
    } catch (IOException e) {
      release(e);
      throw e;
    } catch (Throwable interrupted) {
      release(null);
      throw interrupted;
    }
  }

  // ---- reading

  /**
   * Suspends until a read is worth a try. Whoever got less than there was room for has drained the
   * stream: asking again would only cost a call to the system.
   */
  void awaitInput() throws IOException {
    if (closing || (!drained && readsInARow < READS_IN_A_ROW)) {
      return;
    }
    try {
      stream.awaitReadable();
    } catch (IOException e) {
      if (!released) {
        release(e);
      }
    }
    drained = false;
    readsInARow = 0;
  }

  /** Reads what is there: 0 if nothing is, -1 at the end. A closed endpoint is at its end. */
  int read(ByteBuffer target) throws IOException {
    if (closing) {
      throwFailure();
      return -1;
    }
    int room = target.remaining();
    try {
      int count = stream.read(target);
      drained = count < room;
      readsInARow++;
      return count;
    } catch (IOException e) {
      release(e);
      throw e;
    }
  }

  // ---- the end

  void startClosing() {
    closing = true;
  }

  boolean isClosing() {
    return closing;
  }

  boolean isReleased() {
    return released;
  }

  /** Why the connection was lost, or null. */
  @Nullable IOException failure() {
    return failure;
  }

  void throwFailure() throws IOException {
    IOException reason = failure;
    if (reason != null) {
      throw reason;
    }
  }

  /** Adds what is called once, as soon as it is released. */
  void onRelease(Runnable callback) {
    onRelease.add(callback);
  }

  /** Closes the byte stream at once and wakes everybody; a second call does nothing. */
  void release(@Nullable IOException reason) {
    if (released) {
      return;
    }
    closing = true;
    released = true;
    failure = reason;
    stream.close();
    open.settle();
    onRelease.forEach(Runnable::run);
    awaitingRelease.wakeAll();
  }

  /** Suspends until it is released. */
  void awaitRelease() {
    if (!released) {
      awaitingRelease.await(this);
    }
  }

  private String state() {
    IOException reason = failure;
    if (reason != null) {
      return " lost: " + reason;
    }
    return released ? " closed" : closing ? " closing" : "";
  }

  @Override
  public String toString() {
    return stream + state();
  }
}
