package asyncio.http.wire;

import asyncio.http.Body;
import asyncio.http.BodySource;
import asyncio.http.BrokenMessageException;
import asyncio.http.Headers;
import asyncio.http.TooLargeException;
import asyncio.stream.StreamReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpParser;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages one after the other: the head, then the pieces of the body. Between messages it
 * holds no buffer, so that a connection that is idle costs little.
 *
 * <p>The parser reports what it finds in the middle of parsing; each report that somebody waits for
 * stops it, so there is at most one at a time.
 */
public abstract class MessageReader implements BodySource {

  private static final int BYTES_AT_A_TIME = 32 << 10;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final StreamReader in;
  private final Reports reports;
  private final HttpParser parser;
  private final int maxHeadBytes;
  private ByteBuffer buffer = NOTHING;

  /** How many bytes of a head, or between two pieces of a body, were parsed. */
  private int framingBytes;

  private boolean bodiless;

  MessageReader(StreamReader in, Reports reports, HttpParser parser, int maxHeadBytes) {
    this.in = in;
    this.reports = reports;
    this.parser = parser;
    this.maxHeadBytes = maxHeadBytes;
    parser.setHeaderCacheSize(0); // it would be one per connection
  }

  // ---- heads

  /**
   * Suspends until something of the next message is there.
   *
   * @return false if the connection has ended instead
   */
  public final boolean awaitMessage() throws IOException {
    return buffer.hasRemaining() || receive();
  }

  /** Whether a byte of the next message has come already. */
  public final boolean hasMore() {
    return buffer.hasRemaining();
  }

  /**
   * Parses until the end of a head.
   *
   * @param isToHead whether it is one of a response behind which nothing comes, as the request has
   *     asked for the head only
   * @return false if the connection ended before its first byte
   */
  final boolean parseHead(boolean isToHead) throws IOException {
    parser.reset();
    parser.setHeadResponse(isToHead);
    reports.reset();
    framingBytes = 0;
    while (!reports.isHeadComplete()) {
      parse();
      if (reports.isCutOff()) {
        if (!parser.isStart()) {
          throw new BrokenMessageException(
              400, "the connection ended in the middle of a message's head", null);
        }
        return false;
      }
    }
    checkTransferEncoding();
    return true;
  }

  /** What is packed in a way that nobody unpacks must not be taken for the body. */
  private void checkTransferEncoding() throws BrokenMessageException {
    String encoding = reports.headers().get("transfer-encoding");
    if (encoding == null) {
      return;
    }
    if (reports.isHttp10()) {
      throw new BrokenMessageException(400, "HTTP/1.0 has no Transfer-Encoding", null);
    }
    if (!encoding.equalsIgnoreCase("chunked")) {
      throw new BrokenMessageException(
          501, "the Transfer-Encoding must be chunked, and is " + encoding, null);
    }
  }

  /** Whether the message has no body, whatever its headers say. */
  final void setBodiless(boolean isBodiless) {
    bodiless = isBodiless;
  }

  /** Whether the body ends where the connection does, as its head says nothing else. */
  public final boolean endsWithConnection() {
    return !bodiless && !parser.isChunking() && parser.getContentLength() < 0;
  }

  final Headers headers() {
    return reports.headers();
  }

  // ---- bodies

  /** How many bytes the body has by its head, or {@link Body#UNKNOWN_LENGTH}. */
  public final long contentLength() {
    if (bodiless || reports.isComplete()) {
      return 0;
    }
    long length = parser.getContentLength();
    return parser.isChunking() || length < 0 ? Body.UNKNOWN_LENGTH : length;
  }

  @Override
  public final @Nullable ByteBuffer read() throws IOException {
    while (!reports.isComplete()) {
      ByteBuffer piece = reports.takePiece();
      if (piece != null) {
        return piece;
      }
      parse();
      if (reports.isCutOff()) {
        throw new BrokenMessageException(
            400,
            "the connection ended in the middle of a message's body, after "
                + parser.getContentRead()
                + " bytes",
            null);
      }
    }
    return reports.takePiece();
  }

  /** The next piece if it has come already, else null. Does not suspend. */
  public final @Nullable ByteBuffer readArrived() throws IOException {
    ByteBuffer piece = reports.takePiece();
    boolean more = true;
    while (piece == null && more && !reports.isComplete()) {
      more = parseNext() || buffer.hasRemaining();
      piece = reports.takePiece();
    }
    return piece;
  }

  /** Whether the message was read to its end. */
  public final boolean isComplete() {
    return reports.isComplete();
  }

  /** The headers after the body, once it was read. */
  public final Headers trailers() {
    return reports.trailers();
  }

  /** What has come after the message, which is of another protocol from now on. */
  public final ByteBuffer takeRest() {
    ByteBuffer rest = buffer;
    buffer = NOTHING;
    return rest;
  }

  // ---- parsing

  /** Goes on until the parser has something to report, or has parsed what there is. */
  private void parse() throws IOException {
    boolean reported = parseNext();
    if (!reported && !reports.isComplete() && !buffer.hasRemaining() && !receive()) {
      meetEnd();
    }
  }

  /** Only a body may end where the connection does, and that is for the parser to say. */
  private void meetEnd() throws IOException {
    if (reports.isHeadComplete()) {
      parser.atEOF();
      parseNext();
    } else {
      reports.earlyEOF();
    }
  }

  private boolean parseNext() throws BrokenMessageException {
    int before = buffer.remaining();
    boolean reported = callParser();
    reports.throwFailure();
    framingBytes = reports.hasPiece() ? 0 : framingBytes + before - buffer.remaining();
    if (framingBytes > maxHeadBytes) {
      throw new TooLargeException(
          431,
          "a message's head, or what is around its body, has more than " + maxHeadBytes + " bytes");
    }
    return reported;
  }

  private boolean callParser() throws BrokenMessageException {
    try {
      return parser.parseNext(buffer);
    } catch (AssertionError ofJetty) {
      // It gives the failure of a response the response's own status, which no failure may have.
      throw new BrokenMessageException(400, "this is not HTTP as it should be", ofJetty);
    }
  }

  private boolean receive() throws IOException {
    buffer = NOTHING; // not kept while waiting
    buffer = ByteBuffer.wrap(in.read(BYTES_AT_A_TIME));
    return buffer.hasRemaining();
  }
}
