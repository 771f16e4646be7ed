package asyncio.transfer;

import asyncio.task.EventLoop;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The memory outside the heap through which everything of a loop goes to the system and back. No
 * connection needs one of its own, as it is used only while code runs that does not suspend. Loop
 * thread only.
 */
public final class TransferBuffer {

  /** How many bytes it has room for. */
  public static final int SIZE = 256 << 10;

  /** Large enough that what a call to the system costs does not count, small enough for a cache. */
  public static final int CHUNK = 64 << 10;

  private @Nullable ByteBuffer idle;

  private TransferBuffer() {}

  /** The buffer of a loop. */
  public static TransferBuffer of(EventLoop loop) {
    return loop.service(TransferBuffer.class, _ -> new TransferBuffer());
  }

  /** An empty buffer with room for {@link #CHUNK} bytes; see {@link #borrow(int)}. */
  public ByteBuffer borrow() {
    return borrow(CHUNK);
  }

  /**
   * An empty buffer with room for {@code size} bytes, or for {@link #SIZE} if that is less. To be
   * given back before the caller suspends. On the fast engine a stream that blocks, in a class
   * initialiser for instance, lets another task in; that one gets a buffer of its own.
   */
  public ByteBuffer borrow(int size) {
    ByteBuffer buffer = idle;
    idle = null;
    return (buffer == null ? ByteBuffer.allocateDirect(SIZE) : buffer.clear())
        .limit(Math.min(size, SIZE));
  }

  /** Takes back a buffer, which must not be used afterwards. */
  public void giveBack(ByteBuffer buffer) {
    idle = buffer;
  }

  /** Takes back a buffer and returns what was put into it. */
  public byte[] unload(ByteBuffer buffer) {
    byte[] content = new byte[buffer.flip().remaining()];
    buffer.get(content);
    giveBack(buffer);
    return content;
  }
}
