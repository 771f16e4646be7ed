package asyncio.http.web;

import asyncio.http.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that came with a form: in memory if it is small, else on disk, until the response is sent.
 */
public final class FormFile {

  private final String name;
  private final String fileName;
  private final @Nullable String contentType;
  private final int memoryBytes;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable Path path;
  private @Nullable FileChannel channel;
  private long size;

  FormFile(String name, String fileName, @Nullable String contentType, int memoryBytes) {
    this.name = name;
    this.fileName = fileName;
    this.contentType = contentType;
    this.memoryBytes = memoryBytes;
  }

  /** The name of the field. */
  public String name() {
    return name;
  }

  /**
   * How the client calls it. Do not take it for a path: it may be anything, such as {@code
   * ../../etc/passwd}.
   */
  public String fileName() {
    return fileName;
  }

  /** What kind of file the client says it is, or null. */
  public @Nullable String contentType() {
    return contentType;
  }

  /** How many bytes. */
  public long size() {
    return size;
  }

  /**
   * All bytes.
   *
   * @throws IOException if they cannot be read from disk
   */
  public byte[] bytes() throws IOException {
    return path == null ? memory.toByteArray() : Files.readAllBytes(path);
  }

  /**
   * Puts it to where it stays; a file that is there is replaced. Blocks the loop if it is to be
   * copied: use {@code toThread} for large ones that go to another disk.
   *
   * @throws IOException if it cannot be written
   */
  public void saveTo(Path target) throws IOException {
    if (path == null) {
      Files.write(target, memory.toByteArray());
    } else {
      Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The file as the body of a response, or of another request. */
  public Body body() {
    return path == null ? Body.of(memory.toByteArray(), contentType) : Body.file(path);
  }

  /** Where it is, or null if it is in memory. */
  @Nullable Path path() {
    return path;
  }

  // ---- receiving

  void append(ByteBuffer piece) throws IOException {
    size += piece.remaining();
    if (channel == null && size > memoryBytes) {
      moveToDisk();
    }
    if (channel == null) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      memory.writeBytes(bytes);
    } else {
      write(channel, piece);
    }
  }

  private void moveToDisk() throws IOException {
    path = Files.createTempFile("upload", null);
    channel = FileChannel.open(path, StandardOpenOption.WRITE);
    write(channel, ByteBuffer.wrap(memory.toByteArray()));
    memory.reset();
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  void complete() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  void close() {
    try {
      complete();
      if (path != null) {
        Files.deleteIfExists(path);
      }
    } catch (IOException leftBehind) {
      ErrorLog.leftBehind(this, leftBehind);
    }
  }

  @Override
  public String toString() {
    return "<FormFile " + name + " '" + fileName + "' " + size + " bytes>";
  }
}
