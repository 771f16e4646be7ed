package asyncio.worker;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * Messages on a blocking channel of bytes. On the wire a message is its type (1 byte), the length
 * of its content (8 bytes, big-endian) and the content. One thread sends and one receives at a
 * time.
 */
public final class MessageChannel implements Closeable {

  private static final int BUFFER_SIZE = 1 << 17;

  private final ByteChannel channel;
  private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_SIZE);
  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_SIZE).limit(0);

  /** Messages on a channel that is in blocking mode. */
  public MessageChannel(ByteChannel channel) {
    this.channel = channel;
  }

  /** Sends a message; a small one with a single system call. Blocks until it is written. */
  void send(MessageType type, Packet content) throws IOException {
    out.clear();
    out.put((byte) type.code()).putLong(content.size());
    content.writeTo(this::put);
    flush();
  }

  private void put(byte[] bytes, int length) throws IOException {
    int from = 0;
    while (from < length) {
      if (!out.hasRemaining()) {
        flush();
      }
      int count = Math.min(length - from, out.remaining());
      out.put(bytes, from, count);
      from += count;
    }
  }

  private void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }

  /**
   * Waits for the next message. Blocks.
   *
   * @throws EOFException if the other side has ended
   */
  Message receive() throws IOException {
    MessageType type = MessageType.of(readByte());
    long length = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      length = length << Byte.SIZE | readByte();
    }
    return new Message(type, new Content(length));
  }

  private int readByte() throws IOException {
    if (!in.hasRemaining() && !fill()) {
      throw new EOFException("the other side has closed the connection");
    }
    return Byte.toUnsignedInt(in.get());
  }

  private boolean fill() throws IOException {
    in.clear();
    int count = channel.read(in);
    in.flip();
    return count > 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** The next {@code left} bytes of the channel. */
  private final class Content extends InputStream {

    private long left;

    Content(long length) {
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      left--;
      return readByte();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      if (!in.hasRemaining() && !fill()) {
        throw new EOFException("the other side has closed the connection within a message");
      }
      int count = (int) Math.min(Math.min(length, in.remaining()), left);
      in.get(target, offset, count);
      left -= count;
      return count;
    }

    @Override
    public void close() throws IOException {
      skip(left);
    }
  }
}
