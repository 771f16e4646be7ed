package asyncio.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** One direction of a {@link MemoryStream}: a ring of bytes. */
final class MemoryPipe {

  private final int capacity;
  private byte @Nullable [] ring;
  private int first;
  private int count;
  private boolean ended;
  private boolean abandoned;

  MemoryPipe(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "a memory stream must hold at least 1 byte, and the capacity is " + capacity);
    }
    this.capacity = capacity;
  }

  boolean isReadable() {
    return count > 0 || ended;
  }

  boolean isWritable() {
    return count < capacity || ended || abandoned;
  }

  int read(ByteBuffer target) {
    byte[] bytes = ring;
    if (count == 0 || bytes == null) {
      return ended && target.hasRemaining() ? -1 : 0;
    }
    int taken = Math.min(count, target.remaining());
    int untilWrap = Math.min(taken, capacity - first);
    target.put(bytes, first, untilWrap).put(bytes, 0, taken - untilWrap);
    first = (first + taken) % capacity;
    count -= taken;
    return taken;
  }

  int write(ByteBuffer source) throws IOException {
    if (ended) {
      throw new ClosedChannelException();
    }
    if (abandoned) {
      throw new IOException("Broken pipe: the other end is closed");
    }
    byte[] bytes = allocated();
    int given = Math.min(capacity - count, source.remaining());
    int free = (first + count) % capacity;
    int untilWrap = Math.min(given, capacity - free);
    source.get(bytes, free, untilWrap).get(bytes, 0, given - untilWrap);
    count += given;
    return given;
  }

  /** Not before somebody writes: a simulated network has many connections that say little. */
  private byte[] allocated() {
    byte[] bytes = ring;
    if (bytes == null) {
      ring = bytes = new byte[capacity];
    }
    return bytes;
  }

  /** Nothing more will be written. */
  void end() {
    ended = true;
  }

  /** Nobody will read what is in it. */
  void abandon() {
    abandoned = true;
    count = 0;
    ring = null;
  }

  @Override
  public String toString() {
    return count + "/" + capacity + (ended ? " ended" : "");
  }
}
