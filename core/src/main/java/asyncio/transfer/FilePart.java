package asyncio.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file, and how much of it was sent. Loop thread only. */
public final class FilePart {

  /**
   * How much is sent at a time: reading it blocks the loop, and so would a receiver that takes it
   * as fast as it comes.
   */
  private static final long CHUNK = 1 << 20;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final FileChannel file;
  private final long offset;
  private final long end;
  private long position;

  private FilePart(FileChannel file, long offset, long end) {
    this.file = file;
    this.offset = offset;
    this.end = end;
    this.position = offset;
  }

  /**
   * A part that nothing was sent of. Checks the arguments of every call that sends files.
   *
   * @throws IllegalArgumentException if {@code offset} is negative or {@code count} is not positive
   * @throws java.nio.channels.NonReadableChannelException if the file was not opened for reading
   * @throws IOException if the file is closed, or the system refuses to tell its size
   */
  public static FilePart of(FileChannel file, long offset, long count) throws IOException {
    if (offset < 0) {
      throw new IllegalArgumentException(
          "the offset in the file must not be negative, and is " + offset);
    }
    if (count <= 0) {
      throw new IllegalArgumentException(
          "the count of bytes to send must be positive, and is "
              + count
              + "; leave it out to send the rest of the file");
    }
    file.read(NOTHING, offset); // refuses a file that cannot be read
    return new FilePart(file, offset, offset + Math.min(count, Math.max(0, file.size() - offset)));
  }

  /** Where bytes of a file go to. */
  @FunctionalInterface
  public interface Target {

    /** Takes at most {@code count} bytes and returns how many, 0 if there is no room now. */
    long take(FileChannel file, long position, long count) throws IOException;
  }

  /** Sends a chunk, or as much of it as there is room for; then a turn of others is due. */
  public void sendTo(Target target) throws IOException {
    long sent = target.take(file, position, Math.min(end - position, CHUNK));
    position += sent;
  }

  /** Whether there is nothing more to send, be it that somebody has truncated the file. */
  public boolean isSent() throws IOException {
    return position == end || file.size() <= position;
  }

  /** Whether the file can still be read. */
  public boolean isFileOpen() {
    return file.isOpen();
  }

  /** How many bytes are left. */
  public long remaining() {
    return end - position;
  }

  /** How many bytes were sent. */
  public long sent() {
    return position - offset;
  }

  /** Sets the file's position after the last byte that was sent. */
  public void movePosition() throws IOException {
    if (file.isOpen()) {
      file.position(position);
    }
  }
}
