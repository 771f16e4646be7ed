package asyncio.net;

import asyncio.task.EventLoop;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a loop receives what is then copied out at its true size: who asks for "at most 64 KiB"
 * mostly gets little. Loop thread only.
 */
public final class ReceiveBuffer {

  /** How many bytes it has room for. */
  public static final int SIZE = 256 * 1024;

  private @Nullable ByteBuffer free;

  private ReceiveBuffer() {}

  /** The buffer of a loop. */
  public static ReceiveBuffer of(EventLoop loop) {
    return loop.service(ReceiveBuffer.class, _ -> new ReceiveBuffer());
  }

  /**
   * An empty buffer with room for {@code size} bytes, or for less if that is very much; to be given
   * back before the caller suspends. One that is never given back is replaced.
   */
  public ByteBuffer take(int size) {
    ByteBuffer buffer = free;
    free = null;
    return (buffer == null ? ByteBuffer.allocateDirect(SIZE) : buffer.clear())
        .limit(Math.min(size, SIZE));
  }

  /** Returns what is in the buffer, which must not be used afterwards. */
  public byte[] giveBack(ByteBuffer buffer) {
    byte[] content = new byte[buffer.flip().remaining()];
    buffer.get(content);
    free = buffer;
    return content;
  }
}
