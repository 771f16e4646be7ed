package asyncio.stream;

import asyncio.task.EventLoop;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The memory outside the heap through which all streams of a loop go to the system and back. No
 * connection needs one of its own, as it is used only while code runs that does not suspend.
 */
final class TransferBuffer {

  /** Large enough that what a call to the system costs does not count. */
  static final int SIZE = 64 << 10;

  private @Nullable ByteBuffer idle = ByteBuffer.allocateDirect(SIZE);

  static TransferBuffer of(EventLoop loop) {
    return loop.service(TransferBuffer.class, _ -> new TransferBuffer());
  }

  /**
   * An empty buffer. On the fast engine a stream that blocks, in a class initialiser for instance,
   * lets another task in; that one gets a buffer of its own.
   */
  ByteBuffer borrow() {
    ByteBuffer buffer = idle;
    idle = null;
    return buffer == null ? ByteBuffer.allocateDirect(SIZE) : buffer.clear();
  }

  void giveBack(ByteBuffer buffer) {
    idle = buffer;
  }
}
