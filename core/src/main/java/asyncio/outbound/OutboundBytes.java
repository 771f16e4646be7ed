package asyncio.outbound;

import java.nio.ByteBuffer;

/** Bytes in memory that are to be sent. */
public final class OutboundBytes extends OutboundSegment {

  /** What small writes share. */
  private static final int SHARED_SIZE = 16 << 10;

  private ByteBuffer bytes;
  private final boolean shared;

  private OutboundBytes(ByteBuffer bytes, boolean shared) {
    this.bytes = bytes;
    this.shared = shared;
  }

  /** An empty segment to which at least {@code length} bytes can be appended. */
  static OutboundBytes shared(int length) {
    return new OutboundBytes(ByteBuffer.allocate(Math.max(length, SHARED_SIZE)).limit(0), true);
  }

  static OutboundBytes borrowed(ByteBuffer bytes) {
    return new OutboundBytes(bytes, false);
  }

  boolean hasRoomFor(int length) {
    return shared && bytes.capacity() - bytes.limit() >= length;
  }

  void append(byte[] data, int offset, int length) {
    int end = bytes.limit();
    bytes.limit(end + length).put(end, data, offset, length);
  }

  void append(ByteBuffer data) {
    int end = bytes.limit();
    int length = data.remaining();
    bytes.limit(end + length).put(end, data, data.position(), length);
    data.position(data.limit());
  }

  /** Copies what is left into memory of its own, as its owner does not wait any longer. */
  public void own() {
    ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
    bytes = copy.put(bytes).flip();
  }

  /** Copies as much as fits, and keeps it. */
  void copyTo(ByteBuffer target) {
    int count = Math.min(bytes.remaining(), target.remaining());
    target.put(target.position(), bytes, bytes.position(), count);
    target.position(target.position() + count);
  }

  /** Drops at most {@code count} bytes, and returns how many. */
  int skip(int count) {
    int skipped = Math.min(count, bytes.remaining());
    bytes.position(bytes.position() + skipped);
    return skipped;
  }

  @Override
  long remaining() {
    return bytes.remaining();
  }
}
