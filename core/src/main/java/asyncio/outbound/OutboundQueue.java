package asyncio.outbound;

import asyncio.net.ByteStream;
import asyncio.task.EventLoop;
import asyncio.transfer.FilePart;
import asyncio.transfer.TransferBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a stream did not take yet, in the order in which it was written. Small writes share a
 * segment; a large one of a task that waits for it stays in the task's own memory, and a part of a
 * file in the file. Loop thread only.
 */
public final class OutboundQueue {

  /** So many writes may succeed at once before the other tasks of the loop get their turn. */
  public static final int WRITES_IN_A_ROW = 16;

  private final TransferBuffer transfer;
  private final Deque<OutboundSegment> segments = new ArrayDeque<>(0);
  private long size;

  /** An empty queue. */
  public OutboundQueue(EventLoop loop) {
    transfer = TransferBuffer.of(loop);
  }

  /** How many bytes are left to be sent, those of files as well. */
  public long size() {
    return size;
  }

  /** Whether nothing is left to be sent. */
  public boolean isEmpty() {
    return size == 0;
  }

  // ---- adding

  /** Appends a copy of a part of an array. */
  public void copy(byte[] data, int offset, int length) {
    if (length > 0) {
      sharedSegment(length).append(data, offset, length);
      size += length;
    }
  }

  /** Appends a copy of what remains in a buffer; then nothing remains. */
  public void copy(ByteBuffer data) {
    int length = data.remaining();
    if (length > 0) {
      sharedSegment(length).append(data);
      size += length;
    }
  }

  private OutboundBytes sharedSegment(int length) {
    if (segments.peekLast() instanceof OutboundBytes last && last.hasRoomFor(length)) {
      return last;
    }
    OutboundBytes added = OutboundBytes.shared(length);
    segments.add(added);
    return added;
  }

  /**
   * Appends the memory itself, which must not change until the segment has ended or was {@linkplain
   * OutboundBytes#own copied}.
   */
  public OutboundBytes borrow(ByteBuffer data) {
    OutboundBytes segment = OutboundBytes.borrowed(data);
    add(segment);
    return segment;
  }

  /**
   * Appends a part of a file, which must stay open until the segment has ended.
   *
   * @param offset where it begins
   * @param count how many bytes at most; what the file has less is left out
   * @throws IllegalArgumentException if {@code offset} is negative or {@code count} is not positive
   * @throws java.nio.channels.NonReadableChannelException if the file was not opened for reading
   * @throws IOException if the file is closed, or the system refuses to tell its size
   */
  public OutboundFile file(FileChannel file, long offset, long count) throws IOException {
    OutboundFile segment = new OutboundFile(FilePart.of(file, offset, count));
    if (segment.remaining() == 0) {
      segment.end();
    } else {
      add(segment);
    }
    return segment;
  }

  private void add(OutboundSegment segment) {
    segments.add(segment);
    size += segment.remaining();
  }

  // ---- sending

  /**
   * Writes as much as the stream takes now, but of files and other large things no more than is
   * fair to the other tasks.
   *
   * @return whether nothing is left
   */
  public boolean writeTo(ByteStream stream) throws IOException {
    boolean more = true;
    for (int i = 0; i < WRITES_IN_A_ROW && size > 0 && more; i++) {
      more =
          segments.getFirst() instanceof OutboundFile file
              ? sendFile(file, stream)
              : writeBytes(stream);
    }
    return size == 0;
  }

  private boolean sendFile(OutboundFile file, ByteStream stream) throws IOException {
    long before = file.remaining();
    try {
      file.sendTo(stream);
    } finally {
      size -= before - file.remaining();
    }
    boolean sent = file.remaining() == 0;
    if (sent) {
      segments.remove().end();
    }
    return sent;
  }

  private boolean writeBytes(ByteStream stream) throws IOException {
    ByteBuffer buffer = transfer.borrow();
    try {
      gather(buffer);
      remove(stream.write(buffer.flip()));
      return !buffer.hasRemaining();
    } finally {
      transfer.giveBack(buffer);
    }
  }

  private void gather(ByteBuffer target) {
    for (OutboundSegment segment : segments) {
      if (!target.hasRemaining() || !(segment instanceof OutboundBytes bytes)) {
        return;
      }
      bytes.copyTo(target);
    }
  }

  private void remove(int count) {
    size -= count;
    int left = count;
    while (segments.peek() instanceof OutboundBytes head) {
      left -= head.skip(left);
      if (head.remaining() > 0) {
        return;
      }
      segments.remove().end();
    }
  }

  // ---- dropping

  /** Takes out what is left of a segment, if it is still in here. */
  public void drop(OutboundSegment segment) {
    if (segments.remove(segment)) {
      size -= segment.remaining();
      segment.end();
    }
  }

  /** Drops everything. */
  public void clear() {
    segments.forEach(OutboundSegment::end);
    segments.clear();
    size = 0;
  }
}
