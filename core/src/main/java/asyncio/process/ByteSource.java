package asyncio.process;

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

  /** The bytes of the last read, which has ended, have found their reader. */
  void claim();

  /** Nothing will be read any more. Does not block; a read that is under way may never end. */
  void close();
}
