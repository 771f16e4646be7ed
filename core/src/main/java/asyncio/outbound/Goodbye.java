package asyncio.outbound;

import asyncio.net.ByteStream;
import asyncio.task.EventLoop;
import asyncio.task.TimerHandle;
import asyncio.transfer.TransferBuffer;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a stream of which the directions cannot end one by one, such as TLS: says goodbye, and
 * waits, within a limit of time, until the peer has done so, too. In callbacks, as nobody awaits a
 * {@code close()}. Loop thread only.
 */
public final class Goodbye {

  /**
   * What is on its way may still come, as the peer did not know; whoever sends more does not
   * listen.
   */
  private static final int DROPPED_BYTES_AT_MOST = 1 << 20;

  private final EventLoop loop;
  private final ByteStream stream;
  private final Duration timeout;
  private final Consumer<@Nullable IOException> onEnd;
  private @Nullable TimerHandle timer;
  private int droppedBytes;

  /**
   * A goodbye that is not said yet.
   *
   * @param timeout how long the peer may take
   * @param onEnd is given null, or why it failed; it must {@link #cancel} this
   */
  public Goodbye(
      EventLoop loop, ByteStream stream, Duration timeout, Consumer<@Nullable IOException> onEnd) {
    this.loop = loop;
    this.stream = stream;
    this.timeout = timeout;
    this.onEnd = onEnd;
  }

  /** Says it. Does not suspend. */
  public void start() {
    try {
      stream.shutdownOutput();
    } catch (IOException neverWasThere) {
      onEnd.accept(null);
      return;
    }
    timer = loop.callLater(timeout, this::giveUp);
    send();
  }

  private void send() {
    try {
      if (stream.flush()) {
        stream.onWritable(null);
        stream.onReadable(this::listen);
      } else {
        stream.onWritable(this::send);
      }
    } catch (IOException lost) {
      onEnd.accept(lost);
    }
  }

  /** What comes now, nobody reads; that the peer is gone without a goodbye is an end, too. */
  private void listen() {
    TransferBuffer transfer = TransferBuffer.of(loop);
    ByteBuffer dropped = transfer.borrow();
    int count;
    try {
      count = stream.read(dropped);
    } catch (IOException gone) {
      count = -1;
    } finally {
      transfer.giveBack(dropped);
    }
    droppedBytes += count;
    if (count < 0 || droppedBytes > DROPPED_BYTES_AT_MOST) {
      onEnd.accept(null);
    }
  }

  private void giveUp() {
    onEnd.accept(
        new SocketTimeoutException(
            "the peer did not say goodbye within " + timeout + ": " + stream));
  }

  /** Stops waiting, as the stream is being closed. */
  public void cancel() {
    TimerHandle running = timer;
    if (running != null) {
      running.cancel();
    }
  }
}
