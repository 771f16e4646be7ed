package asyncio.stream;

import asyncio.net.ByteStream;
import asyncio.task.TimerHandle;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection of which the directions cannot end one by one, such as TLS: says goodbye,
 * and waits, within a limit of time, until the peer has done so, too. In callbacks, as nobody
 * awaits a {@link StreamWriter#close}.
 */
final class Goodbye {

  /**
   * What is on its way may still come, as the peer did not know; whoever sends more does not
   * listen.
   */
  private static final int DROPPED_BYTES_AT_MOST = 1 << 20;

  private final Endpoint endpoint;
  private final ByteStream stream;
  private @Nullable TimerHandle timer;
  private int droppedBytes;

  Goodbye(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.stream = endpoint.stream();
  }

  void start() {
    try {
      stream.shutdownOutput();
    } catch (IOException neverWasThere) {
      endpoint.release(null);
      return;
    }
    timer = endpoint.loop().callLater(endpoint.goodbyeTimeout(), this::giveUp);
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
      endpoint.release(lost);
    }
  }

  /** What comes now, nobody reads; that the peer is gone without a goodbye is an end, too. */
  private void listen() {
    ByteBuffer dropped = endpoint.transfer().borrow();
    int count;
    try {
      count = stream.read(dropped);
    } catch (IOException gone) {
      count = -1;
    } finally {
      endpoint.transfer().giveBack(dropped);
    }
    droppedBytes += count;
    if (count < 0 || droppedBytes > DROPPED_BYTES_AT_MOST) {
      endpoint.release(null);
    }
  }

  private void giveUp() {
    endpoint.release(
        new SocketTimeoutException(
            "the peer did not say goodbye within " + endpoint.goodbyeTimeout() + ": " + endpoint));
  }

  /** The connection was released. */
  void stopWaiting() {
    TimerHandle running = timer;
    if (running != null) {
      running.cancel();
    }
  }
}
