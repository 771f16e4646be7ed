package asyncio.stream;

import asyncio.net.ByteStream;
import asyncio.task.WaitQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bytes that the stream did not take yet, in the order in which they were written. Small writes
 * share a segment; a large one of a task that waits for it stays in the task's own memory.
 */
final class OutboundQueue {

  private static final int SHARED_SEGMENT = 16 << 10;

  /** So many writes may succeed at once before the other tasks of the loop get their turn. */
  static final int WRITES_IN_A_ROW = 16;

  private final Deque<Segment> segments = new ArrayDeque<>(0);
  private long size;

  /** Bytes that belong together. */
  static final class Segment {

    private ByteBuffer bytes;
    private boolean shared;
    private final WaitQueue awaitingEnd = new WaitQueue();

    private Segment(ByteBuffer bytes, boolean shared) {
      this.bytes = bytes;
      this.shared = shared;
    }

    /** Suspends until it was sent, or dropped. */
    void awaitEnd() {
      while (bytes.hasRemaining()) {
        awaitingEnd.await(this);
      }
    }

    /** Copies what is left, as its owner does not wait any longer. */
    void own() {
      ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
      bytes = copy.put(bytes).flip();
    }

    private void end() {
      bytes.position(bytes.limit());
      awaitingEnd.wakeAll();
    }

    @Override
    public String toString() {
      return bytes.remaining() + " bytes to be sent";
    }
  }

  long size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Appends a copy. */
  void copy(byte[] data, int offset, int length) {
    Segment last = segments.peekLast();
    if (last == null || !last.shared || last.bytes.capacity() - last.bytes.limit() < length) {
      last = new Segment(ByteBuffer.allocate(Math.max(length, SHARED_SEGMENT)).limit(0), true);
      segments.add(last);
    }
    int end = last.bytes.limit();
    last.bytes.limit(end + length).put(end, data, offset, length);
    size += length;
  }

  /**
   * Appends the memory itself, which must not change until the segment has ended or was {@linkplain
   * Segment#own copied}.
   */
  Segment borrow(ByteBuffer data) {
    Segment segment = new Segment(data, false);
    segments.add(segment);
    size += data.remaining();
    return segment;
  }

  /**
   * Writes as much as the stream takes now.
   *
   * @return whether nothing is left
   */
  boolean writeTo(ByteStream stream, TransferBuffer transfer) throws IOException {
    ByteBuffer buffer = transfer.borrow();
    try {
      for (int i = 0; i < WRITES_IN_A_ROW && size > 0; i++) {
        gather(buffer.clear());
        int taken = stream.write(buffer.flip());
        remove(taken);
        if (buffer.hasRemaining()) {
          break;
        }
      }
    } finally {
      transfer.giveBack(buffer);
    }
    return size == 0;
  }

  private void gather(ByteBuffer target) {
    for (Segment segment : segments) {
      ByteBuffer bytes = segment.bytes;
      int count = Math.min(bytes.remaining(), target.remaining());
      target.put(target.position(), bytes, bytes.position(), count);
      target.position(target.position() + count);
      if (!target.hasRemaining()) {
        return;
      }
    }
  }

  private void remove(int count) {
    size -= count;
    int left = count;
    for (Segment head = segments.peek(); head != null; head = segments.peek()) {
      int part = Math.min(left, head.bytes.remaining());
      head.bytes.position(head.bytes.position() + part);
      left -= part;
      if (head.bytes.hasRemaining()) {
        return;
      }
      head.end();
      segments.remove();
    }
  }

  /** Drops everything. */
  void clear() {
    segments.forEach(Segment::end);
    segments.clear();
    size = 0;
  }
}
