package asyncio.http;

import asyncio.iteration.AsyncIterator;
import asyncio.iteration.StopAsyncIteration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * The body of a message that came in, to be read once: as a whole, or piece by piece as it comes.
 * Once read as a whole it is kept, so {@link #text} may be asked again. Reading suspends. Loop
 * thread only.
 */
public final class IncomingBody {

  /** What has come of a body. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Called for each piece.
     *
     * @param total how long the body is, or {@link Body#UNKNOWN_LENGTH}
     */
    void received(long bytes, long total);
  }

  /** So much memory is taken at once for what is only announced. */
  private static final int BYTES_BELIEVED = 1 << 20;

  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final BodySource source;
  private final @Nullable String contentType;
  private final long length;
  private final long limit;
  private final Json json;
  private long received;
  private boolean started;
  private byte @Nullable [] whole;
  private @Nullable IOException failure;

  /**
   * A body that nobody has read yet.
   *
   * @param contentType what the message says about it, or null
   * @param length how many bytes the message announces, or {@link Body#UNKNOWN_LENGTH}
   * @param limit how many bytes it may have when it is read as a whole
   * @param json how to read JSON
   */
  public IncomingBody(
      BodySource source, @Nullable String contentType, long length, long limit, Json json) {
    this.source = Objects.requireNonNull(source, "source");
    this.contentType = contentType;
    this.length = length;
    this.limit = Math.min(limit, LONGEST_ARRAY);
    this.json = json;
  }

  /** The value of {@code Content-Type}, or null. */
  public @Nullable String contentType() {
    return contentType;
  }

  /** How many bytes were announced, or {@link Body#UNKNOWN_LENGTH}. */
  public long length() {
    return length;
  }

  // ---- as a whole

  /**
   * All bytes.
   *
   * @throws TooLargeException if they are more than the limit
   * @throws IOException if the message is broken, or the connection lost
   * @throws IllegalStateException if it was read piece by piece before
   */
  public byte[] bytes() throws IOException {
    byte[] known = whole;
    if (known == null) {
      begin();
      known = whole = readWhole();
    }
    return known;
  }

  private byte[] readWhole() throws IOException {
    if (length > limit) {
      throw tooLarge();
    }
    byte[] bytes = new byte[Math.clamp(length, 0, BYTES_BELIEVED)];
    int count = 0;
    for (ByteBuffer piece = read(); piece != null; piece = read()) {
      int more = piece.remaining();
      received += more;
      if (received > limit) {
        throw tooLarge();
      }
      bytes = withRoom(bytes, count + more);
      piece.get(bytes, count, more);
      count += more;
    }
    return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
  }

  private byte[] withRoom(byte[] bytes, int needed) {
    if (needed <= bytes.length) {
      return bytes;
    }
    long most = length == Body.UNKNOWN_LENGTH ? limit : length;
    return Arrays.copyOf(bytes, (int) Math.clamp(2L * needed, needed, Math.max(needed, most)));
  }

  private TooLargeException tooLarge() {
    return failed(
        new TooLargeException(
            413,
            "the body has "
                + (length > limit ? length + " bytes" : "more than " + limit + " bytes")
                + ", and at most "
                + limit
                + " are read as a whole; read it in chunks(), or set another limit"));
  }

  private static byte[] copy(ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    return bytes;
  }

  /** The text, in the charset that the message names, or else UTF-8; see {@link #bytes}. */
  public String text() throws IOException {
    return text(MediaTypes.charset(contentType, StandardCharsets.UTF_8));
  }

  /** The text in this charset; see {@link #bytes}. */
  public String text(Charset charset) throws IOException {
    return new String(bytes(), charset);
  }

  /**
   * The JSON as a value, such as a record; see {@link #bytes}.
   *
   * @throws JsonException if it is not JSON, or does not fit the type
   */
  public <T> T json(Class<T> type) throws IOException {
    byte[] bytes = bytes();
    try {
      return json.read(bytes, type);
    } catch (JsonException noJson) {
      throw failed(noJson);
    }
  }

  /**
   * The JSON as a value of a type with parameters, {@code new TypeReference<List<Product>>() {}}.
   *
   * @throws JsonException if it is not JSON, or does not fit the type
   */
  public <T> T json(TypeReference<T> type) throws IOException {
    byte[] bytes = bytes();
    try {
      return json.read(bytes, type);
    } catch (JsonException noJson) {
      throw failed(noJson);
    }
  }

  // ---- piece by piece

  /** The pieces as they come, each a byte at least. */
  public AsyncIterator<byte[]> chunks() {
    begin();
    return () -> {
      ByteBuffer piece = read();
      if (piece == null) {
        throw new StopAsyncIteration();
      }
      received += piece.remaining();
      return copy(piece);
    };
  }

  /**
   * The lines of the text as they come, without their ends.
   *
   * @see #text() for the charset
   */
  public AsyncIterator<String> lines() {
    begin();
    Lines lines =
        new Lines(this::read, MediaTypes.charset(contentType, StandardCharsets.UTF_8), limit);
    return () -> {
      try {
        return lines.anext();
      } catch (TooLargeException tooLong) {
        throw failed(tooLong);
      }
    };
  }

  /** Writes it to a file, which is replaced if it exists. */
  public long saveTo(Path file) throws IOException {
    return saveTo(file, (_, _) -> {});
  }

  /**
   * Writes it to a file, which is replaced if it exists. Writing blocks the loop, a piece at a
   * time.
   *
   * @return how many bytes
   * @throws IOException if reading or writing fails; what has come so far is in the file
   */
  public long saveTo(Path file, Progress progress) throws IOException {
    begin();
    try (FileChannel target =
        FileChannel.open(
            file,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      for (ByteBuffer piece = read(); piece != null; piece = read()) {
        received += piece.remaining();
        while (piece.hasRemaining()) {
          target.write(piece);
        }
        progress.received(received, length);
      }
    }
    return received;
  }

  private @Nullable ByteBuffer read() throws IOException {
    try {
      return source.read();
    } catch (IOException broken) {
      throw failed(broken);
    }
  }

  // ---- failures

  private <E extends IOException> E failed(E newFailure) {
    failure = newFailure;
    if (newFailure instanceof BrokenMessageException broken) {
      source.rejected(broken);
    }
    return newFailure;
  }

  /**
   * Whether this is the failure with which reading this body has ended: so that a server can tell a
   * client's fault from that of somebody else whom it has asked.
   */
  public boolean hasFailedWith(Throwable suspected) {
    return suspected == failure;
  }

  private void begin() {
    if (started) {
      throw new IllegalStateException(
          "a body can be read once, and this one was: ask bytes() or text() first, which keep it");
    }
    started = true;
  }

  @Override
  public String toString() {
    return "<IncomingBody "
        + contentType
        + ", "
        + received
        + " of "
        + (length == Body.UNKNOWN_LENGTH ? "?" : length)
        + " bytes read>";
  }
}
