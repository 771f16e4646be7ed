package asyncio.http.testing;

import asyncio.http.BodySink;
import asyncio.http.BodySource;
import asyncio.queue.Queue;
import asyncio.queue.QueueShutDown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** A body from one task to another, which is written no faster than it is read. */
final class BodyPipe implements BodySink, BodySource {

  private static final int FILE_PIECE_BYTES = 64 << 10;

  private final Queue<ByteBuffer> pieces = new Queue<>(1);

  @Override
  public void write(ByteBuffer part) throws IOException {
    if (part.hasRemaining()) {
      ByteBuffer copy = ByteBuffer.allocate(part.remaining()).put(part).flip();
      try {
        pieces.put(copy);
      } catch (QueueShutDown nobodyReads) {
        throw new ClosedChannelException();
      }
    }
  }

  @Override
  public void sendFile(FileChannel file, long offset, long count) throws IOException {
    for (long sent = 0; sent < count; ) {
      ByteBuffer piece = ByteBuffer.allocate((int) Math.min(FILE_PIECE_BYTES, count - sent));
      int length = file.read(piece, offset + sent);
      if (length < 0) {
        throw new IOException("the file is shorter than " + (offset + count) + " bytes");
      }
      sent += length;
      write(piece.flip());
    }
  }

  @Override
  public @Nullable ByteBuffer read() {
    try {
      return pieces.get();
    } catch (QueueShutDown end) {
      return null;
    }
  }

  /** What was written can still be read. */
  void end() {
    pieces.shutdown();
  }

  /** What was written is gone, and no more is taken. */
  void abort() {
    pieces.shutdown(true);
  }
}
