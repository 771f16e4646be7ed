package asyncio.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** Where an {@link InputPipe} gets its bytes from. One read at a time. */
interface ByteSource {

  /** What a read gives at the end. */
  byte[] END = {};

  /**
   * The next bytes, at least one, or {@link #END}. The same ones again until they are {@link
   * #claim}ed.
   */
  CompletableFuture<byte[]> read();

  /**
   * How many bytes are there already, which nobody else can take; 0 also where that cannot be told.
   * Tells nothing while a read is under way.
   */
  default int available() {
    return 0;
  }

  /** Reads some of the {@link #available} bytes, at least one, and does not block. */
  default int readAvailable(ByteBuffer target) throws IOException {
    throw new IllegalStateException("nothing is available");
  }

  /** The bytes of the last read, which has ended, have found their reader. */
  void claim();

  /** Nothing will be read any more. Does not block; a read that is under way may never end. */
  void close();
}
