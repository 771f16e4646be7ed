package asyncio.transport;

import asyncio.net.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Bytes that a connection has no room for yet, and the marks that tell when they are too many. */
final class SendQueue {

  static final int DEFAULT_HIGH = 64 << 10;

  /** Parts of one call to the system; more bring nothing. */
  private static final int PARTS = 16;

  private final ArrayDeque<ByteBuffer> chunks = new ArrayDeque<>();
  private long size;
  private int high = DEFAULT_HIGH;
  private int low = DEFAULT_HIGH / 4;

  void setLimits(int newHigh, int newLow) {
    if (newLow < 0 || newHigh < newLow) {
      throw new IllegalArgumentException(
          "the limits must be 0 <= low <= high, and are low " + newLow + ", high " + newHigh);
    }
    high = newHigh;
    low = newLow;
  }

  int high() {
    return high;
  }

  int low() {
    return low;
  }

  long size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isAboveHigh() {
    return size > high;
  }

  boolean isAtMostLow() {
    return size <= low;
  }

  /** Keeps a copy of what is left in {@code data}. */
  void add(ByteBuffer data) {
    ByteBuffer copy = ByteBuffer.allocate(data.remaining());
    copy.put(data).flip();
    size += copy.remaining();
    chunks.add(copy);
  }

  /** Sends as much as there is room for. */
  void sendTo(ByteStream stream) throws IOException {
    while (!chunks.isEmpty()) {
      long sent = stream.write(firstChunks());
      size -= sent;
      while (!chunks.isEmpty() && !chunks.getFirst().hasRemaining()) {
        chunks.removeFirst();
      }
      if (sent == 0) {
        return;
      }
    }
  }

  private ByteBuffer[] firstChunks() {
    return chunks.stream().limit(PARTS).toArray(ByteBuffer[]::new);
  }

  void clear() {
    chunks.clear();
    size = 0;
  }
}
