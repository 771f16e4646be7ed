package asyncio.http.client;

import asyncio.http.BodySource;
import asyncio.http.BrokenMessageException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Undoes one coding of a body while it comes, in constant memory. The JDK's streams do that: they
 * read from ours, which may suspend in the middle.
 */
final class Decoding implements BodySource, Closeable {

  private static final int PIECE_BYTES = 32 << 10;
  private static final int INPUT_BYTES = 8 << 10;
  private static final int BYTES_BETWEEN_PAUSES = 1 << 20;

  private final ClientExchange exchange;
  private final Packed packed;
  private final boolean gzip;
  private final byte[] piece = new byte[PIECE_BYTES];
  private @Nullable InputStream unpacked;
  private int unpackedSincePause;
  private boolean ended;

  /**
   * A decoding.
   *
   * @param exchange to be given up if the body is broken
   * @param source the packed body: the exchange, or the decoding of another coding
   * @param gzip or else it is {@code deflate}
   */
  Decoding(ClientExchange exchange, BodySource source, boolean gzip) {
    this.exchange = exchange;
    this.packed = new Packed(source);
    this.gzip = gzip;
  }

  @Override
  public @Nullable ByteBuffer read() throws IOException {
    if (ended) {
      return null;
    }
    try {
      int count = unpack();
      if (count < 0) {
        end();
        return null;
      }
      pauseAfter(count);
      return ByteBuffer.wrap(piece, 0, count);
    } catch (ZipException | EOFException broken) {
      close();
      exchange.close();
      throw new BrokenMessageException(
          400, "the body is not compressed as it should be: " + problem(broken), broken);
    }
  }

  /** A little that is packed can be work for minutes, in which nothing is waited for. */
  private void pauseAfter(int count) {
    unpackedSincePause += count;
    if (unpackedSincePause >= BYTES_BETWEEN_PAUSES) {
      unpackedSincePause = 0;
      exchange.pause();
    }
  }

  private static String problem(IOException broken) {
    String message = broken.getMessage();
    return message == null ? "it ends too early" : message;
  }

  private int unpack() throws IOException {
    InputStream open = unpacked;
    if (open == null) {
      if (packed.isEmpty()) {
        return -1;
      }
      open = unpacked = gzip ? new GzipStream(packed) : inflating();
    }
    return open.read(piece);
  }

  /** By the standard it begins with a header of zlib; some servers leave that out. */
  private InputStream inflating() throws IOException {
    PushbackInputStream in = new PushbackInputStream(packed, 1);
    int first = in.read();
    in.unread(first);
    boolean zlib = (first & 0x0f) == 8;
    return new OwningStream(in, new Inflater(!zlib));
  }

  /** Reads what follows the packed data as well, so that the message is read to its end. */
  private void end() throws IOException {
    release();
    packed.skipRest();
  }

  /** Releases what unpacks, which has memory outside of Java's, here and in what it reads from. */
  @Override
  public void close() throws IOException {
    release();
    packed.closeSource();
  }

  private void release() throws IOException {
    ended = true;
    InputStream open = unpacked;
    if (open != null) {
      open.close();
    }
  }

  /** The JDK's calls itself for each part of the data that is empty, until the stack is full. */
  private static final class GzipStream extends GZIPInputStream {

    private static final int EMPTY_PARTS_AT_MOST = 100;

    private int depth;

    GzipStream(InputStream in) throws IOException {
      super(in, INPUT_BYTES);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (depth > EMPTY_PARTS_AT_MOST) {
        throw new ZipException("more than " + EMPTY_PARTS_AT_MOST + " empty parts in a row");
      }
      depth++;
      try {
        return super.read(target, offset, length);
      } finally {
        depth--;
      }
    }
  }

  /**
   * Releases its inflater, which the JDK does only with one of its own; and does not take data that
   * need a dictionary for the end.
   */
  private static final class OwningStream extends InflaterInputStream {

    OwningStream(InputStream in, Inflater inflater) {
      super(in, inflater, INPUT_BYTES);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      if (count < 0 && inf.needsDictionary()) {
        throw new ZipException("a dictionary is needed");
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      super.close();
      inf.end();
    }
  }

  /** The compressed body as a stream. */
  private static final class Packed extends InputStream {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final BodySource source;
    private @Nullable ByteBuffer current = NOTHING;

    /** The JDK takes a failure behind packed data for their end. */
    private @Nullable IOException failure;

    Packed(BodySource source) {
      this.source = source;
    }

    /** The rest of the current piece, or of the next; null at the end. */
    private @Nullable ByteBuffer fill() throws IOException {
      ByteBuffer left = current;
      if (left != null && !left.hasRemaining()) {
        left = current = receive();
      }
      return left;
    }

    private @Nullable ByteBuffer receive() throws IOException {
      if (failure != null) {
        throw failure;
      }
      try {
        return source.read();
      } catch (IOException reason) {
        failure = reason;
        throw reason;
      }
    }

    boolean isEmpty() throws IOException {
      return fill() == null;
    }

    @Override
    public int read() throws IOException {
      ByteBuffer left = fill();
      return left == null ? -1 : left.get() & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      ByteBuffer left = fill();
      if (left == null) {
        return -1;
      }
      int count = Math.min(length, left.remaining());
      left.get(target, offset, count);
      return count;
    }

    @Override
    public int available() {
      return current == null ? 0 : current.remaining();
    }

    void closeSource() throws IOException {
      if (source instanceof Decoding another) {
        another.close();
      }
    }

    void skipRest() throws IOException {
      while (fill() != null) {
        current = NOTHING;
      }
    }
  }
}
