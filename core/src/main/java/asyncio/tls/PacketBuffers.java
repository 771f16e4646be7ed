package asyncio.tls;

import asyncio.task.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The buffers that the TLS streams of a loop share. A stream holds one only while it has bytes in
 * it that are not a complete record, or that the stream below does not take; so an idle connection
 * holds none. On the heap: the JDK's ciphers work on arrays and would copy from elsewhere.
 */
final class PacketBuffers {

  /** Two of the largest records of TLS 1.3, so that small ones travel together. */
  static final int SIZE = 2 * 16_709;

  private static final int KEPT_AT_MOST = 16;

  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

  static PacketBuffers of(EventLoop loop) {
    return loop.service(PacketBuffers.class, _ -> new PacketBuffers());
  }

  /** An empty buffer with room for at least so many bytes. */
  ByteBuffer take(int needed) {
    if (needed > SIZE) {
      return ByteBuffer.allocate(needed);
    }
    ByteBuffer kept = free.pollFirst();
    return kept == null ? ByteBuffer.allocate(SIZE) : kept;
  }

  /** Gives back one that nobody uses any more. */
  void give(ByteBuffer buffer) {
    if (buffer.capacity() == SIZE && free.size() < KEPT_AT_MOST) {
      free.addFirst(buffer.clear());
    }
  }
}
