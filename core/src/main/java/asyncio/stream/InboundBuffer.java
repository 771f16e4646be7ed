package asyncio.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes that have come and nobody has taken yet, in one array that grows, and is moved together
 * when its end is reached.
 */
final class InboundBuffer {

  private static final byte[] NONE = {};

  /** An empty buffer keeps an array up to this size, so that an idle connection costs little. */
  private static final int KEPT_WHILE_EMPTY = 4 << 10;

  private byte[] bytes = NONE;
  private int start;
  private int end;

  int size() {
    return end - start;
  }

  boolean isEmpty() {
    return start == end;
  }

  void add(byte[] source, int offset, int length) {
    makeRoom(length);
    System.arraycopy(source, offset, bytes, end, length);
    end += length;
  }

  void add(ByteBuffer source) {
    int length = source.remaining();
    makeRoom(length);
    source.get(bytes, end, length);
    end += length;
  }

  private void makeRoom(int length) {
    if (length <= bytes.length - end) {
      return;
    }
    int needed = Math.addExact(size(), length);
    byte[] target = needed <= bytes.length ? bytes : new byte[grown(needed)];
    System.arraycopy(bytes, start, target, 0, size());
    end = size();
    start = 0;
    bytes = target;
  }

  private int grown(int needed) {
    return (int) Math.min(Math.max(needed, 2L * bytes.length), Integer.MAX_VALUE - 8L);
  }

  byte[] take(int count) {
    byte[] taken = Arrays.copyOfRange(bytes, start, start + count);
    drop(count);
    return taken;
  }

  void takeInto(byte[] target, int offset, int count) {
    System.arraycopy(bytes, start, target, offset, count);
    drop(count);
  }

  void takeInto(ByteBuffer target, int count) {
    target.put(bytes, start, count);
    drop(count);
  }

  void drop(int count) {
    start += count;
    if (start == end) {
      start = 0;
      end = 0;
      if (bytes.length > KEPT_WHILE_EMPTY) {
        bytes = NONE;
      }
    }
  }

  /** Where {@code wanted} begins, at {@code from} or later, or -1. */
  int indexOf(byte[] wanted, int from) {
    int last = end - wanted.length;
    for (int i = start + from; i <= last; i++) {
      if (bytes[i] == wanted[0] && matches(wanted, i)) {
        return i - start;
      }
    }
    return -1;
  }

  private boolean matches(byte[] wanted, int at) {
    return Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }

  /** Whether {@code wanted} begins exactly {@code at}. */
  boolean has(byte[] wanted, int at) {
    return at + wanted.length <= size() && matches(wanted, start + at);
  }
}
