package asyncio.process;

import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The writing end of a pipe of ours, which can be asked for room as well. The stream blocks, and
 * belongs to one thread; {@link #writeAvailable} never does, and is for the time before the stream
 * is closed.
 */
final class NonBlockingOutput extends FileOutputStream {

  /** As much as Linux gives to everybody. */
  private static final int LARGEST_PIPE = 1 << 20;

  private final CLibrary c;
  private final int descriptor;
  private boolean enlarged;
  private boolean closed;

  private NonBlockingOutput(CLibrary c, int descriptor) throws IOException {
    super(CLibrary.pathOf(descriptor));
    this.c = c;
    this.descriptor = descriptor;
  }

  /**
   * Takes over a descriptor, also if this fails, and opens the pipe a second time: whether it
   * blocks is a property of what was opened, not of the pipe.
   */
  static NonBlockingOutput of(CLibrary c, int descriptor) throws IOException {
    try {
      NonBlockingOutput output = new NonBlockingOutput(c, descriptor);
      c.setNonBlocking(descriptor);
      return output;
    } catch (IOException tooManyFiles) {
      c.close(descriptor);
      throw tooManyFiles;
    }
  }

  /**
   * Writes as much as there is room for. A pipe that is too small once is made larger: the fewer
   * waits, the fewer threads are woken. That costs memory of which a user has a share, so a pipe
   * that nobody fills stays small.
   *
   * @param source memory outside the heap
   * @return how many bytes; 0 as well if the pipe is broken, which the stream explains
   */
  int writeAvailable(ByteBuffer source) {
    int count = writeOnce(source);
    if (source.hasRemaining() && !enlarged) {
      enlarged = true;
      c.setPipeSize(descriptor, LARGEST_PIPE);
      count += writeOnce(source);
    }
    return count;
  }

  private int writeOnce(ByteBuffer source) {
    int count = (int) Math.max(0, c.write(descriptor, MemorySegment.ofBuffer(source)));
    source.position(source.position() + count);
    return count;
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (!closed) {
        closed = true;
        c.close(descriptor);
      }
    }
    super.close();
  }
}
