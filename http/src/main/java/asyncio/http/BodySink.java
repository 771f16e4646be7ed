package asyncio.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;

/** Where the bytes of a body go. Loop thread only. */
public interface BodySink {

  /**
   * Sends what remains in {@code part}; then nothing remains. Suspends while the peer is slower.
   *
   * @throws IOException if the connection is lost
   * @throws IllegalStateException if this is more than the length that was announced
   */
  void write(ByteBuffer part) throws IOException;

  /** Sends bytes, see {@link #write(ByteBuffer)}. */
  default void write(byte[] part) throws IOException {
    write(ByteBuffer.wrap(part));
  }

  /** Sends a text, see {@link #write(ByteBuffer)}. */
  default void write(String part, Charset charset) throws IOException {
    write(part.getBytes(charset));
  }

  /**
   * Sends a part of a file, without copying it where the system can. Suspends.
   *
   * @throws IOException if the connection is lost, or the file is shorter
   */
  void sendFile(FileChannel file, long offset, long count) throws IOException;
}
