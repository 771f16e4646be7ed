package asyncio.net;

import asyncio.task.CurrentLoop;
import asyncio.transfer.TransferBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in both directions that come and go when they can: what streams, transports and TLS stand
 * on, whether there is a socket below, memory, or another TLS. Loop thread only.
 *
 * <p>{@link #read} and {@link #write} never wait. When they say that nothing can be done now, wait
 * for {@link #awaitReadable} or {@link #awaitWritable} (or set a callback) and try again; being
 * ready is a hint. One task reads and one writes.
 */
public interface ByteStream extends AutoCloseable {

  /**
   * Reads what is there into {@code target}.
   *
   * @return how many bytes, 0 if none is there now, -1 at the end of the stream
   * @throws IOException if the connection is broken, or closed
   */
  int read(ByteBuffer target) throws IOException;

  /**
   * Writes as much of {@code source} as there is room for.
   *
   * @return how many bytes were taken, 0 if there is no room now
   * @throws IOException if the connection is broken, or closed, or its output was shut down
   */
  int write(ByteBuffer source) throws IOException;

  /**
   * Writes as much of several buffers, in order, as there is room for.
   *
   * @return how many bytes were taken
   * @throws IOException as {@link #write(ByteBuffer)} does
   */
  default long write(ByteBuffer[] sources) throws IOException {
    long taken = 0;
    for (ByteBuffer source : sources) {
      taken += write(source);
      if (source.hasRemaining()) {
        break;
      }
    }
    return taken;
  }

  /**
   * Writes as much of a part of a file as there is room for, without copying it where the system
   * can. Reading the file blocks the caller.
   *
   * @return how many bytes were taken, 0 if there is no room now or the file ends before {@code
   *     position}
   * @throws IOException as {@link #write(ByteBuffer)} does, or if the file is closed
   */
  default long sendFile(FileChannel file, long position, long count) throws IOException {
    TransferBuffer transfer = TransferBuffer.of(CurrentLoop.running());
    ByteBuffer chunk = transfer.borrow();
    try {
      file.read(chunk.limit((int) Math.min(count, chunk.limit())), position);
      return write(chunk.flip());
    } finally {
      transfer.giveBack(chunk);
    }
  }

  /**
   * Sends on what {@link #write} has taken and a layer still holds.
   *
   * @return whether nothing is held any more; if not, wait until this is writable and call again
   * @throws IOException if the connection is broken
   */
  default boolean flush() throws IOException {
    return true;
  }

  /**
   * Suspends until {@link #read} is worth a try. Cancellation leaves nothing behind. A layer that
   * still holds bytes returns at once: who got less than there was room for waits before reading
   * again.
   *
   * @throws IOException if the stream is closed meanwhile
   * @throws IllegalStateException if another task waits for the same
   */
  void awaitReadable() throws IOException;

  /**
   * Suspends until {@link #write} or {@link #flush} is worth a try. Cancellation leaves nothing
   * behind.
   *
   * @throws IOException if the stream is closed meanwhile
   * @throws IllegalStateException if another task waits for the same
   */
  void awaitWritable() throws IOException;

  /**
   * Calls {@code callback} in every iteration in which {@link #read} is worth a try; null ends it.
   */
  void onReadable(@Nullable Runnable callback);

  /**
   * Calls {@code callback} in every iteration in which {@link #write} or {@link #flush} is worth a
   * try; null ends it.
   */
  void onWritable(@Nullable Runnable callback);

  /** Whether {@link #shutdownOutput} leaves the other direction open. */
  boolean canHalfClose();

  /**
   * Tells the other end that nothing more comes; it still may send, if {@link #canHalfClose}.
   *
   * @throws IOException if the connection is broken
   */
  void shutdownOutput() throws IOException;

  /**
   * Whether nothing is left to be closed: {@link #close} was called, or a stream of one direction
   * is at its end.
   */
  boolean isClosed();

  /**
   * Ends both directions at once, without waiting for anything. Who waits gets an {@link
   * IOException}. A second call does nothing.
   */
  @Override
  void close();

  /**
   * What is known under one of asyncio's names, such as {@code peername}; null if nothing is. A
   * layer answers for those below.
   */
  @Nullable Object extraInfo(String name);
}
