package asyncio.http.wire;

import asyncio.http.Body;
import asyncio.http.BodySink;
import asyncio.http.Header;
import asyncio.http.Headers;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.stream.StreamWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages one after the other: {@code start}, the pieces of the body, {@link #finish}. A
 * head waits for the first piece, so that a small message is one packet.
 */
public final class MessageWriter implements BodySink {

  private static final int HEAD_BYTES = 1 << 10;
  private static final int HEAD_BYTES_AT_MOST = 64 << 10;
  private static final int TRAILER_BYTES = 8 << 10;

  /** Larger pieces are sent from where they are. */
  private static final int COPIED_BYTES_AT_MOST = 4 << 10;

  private static final int FILE_PIECE_BYTES = 64 << 10;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /**
   * Jetty writes it for {@code POST} and {@code PUT}, and leaves it out of {@code PATCH} unless it
   * takes it for a header that it does not know.
   */
  private static final HttpField NO_CONTENT = new HttpField(null, "Content-Length", "0");

  private final StreamWriter out;
  private final @Nullable DateHeader date;
  private final HttpGenerator generator = new HttpGenerator();
  private ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
  private MetaData.@Nullable Request request;
  private MetaData.@Nullable Response response;
  private boolean toHead;
  private long announced;
  private long written;

  /** A writer of requests. */
  public MessageWriter(StreamWriter out) {
    this(out, null);
  }

  /** A writer of responses, which say when they were made, unless they do so already. */
  public MessageWriter(StreamWriter out, @Nullable DateHeader date) {
    this.out = out;
    this.date = date;
  }

  // ---- heads

  /** Tells a client that its body is welcome; {@code 100 Continue}. Suspends. */
  public void sayContinue() throws IOException {
    out.send(CONTINUE);
  }

  /**
   * Starts a request.
   *
   * @param length of the body, 0 without one, or {@link Body#UNKNOWN_LENGTH}
   */
  public void start(RequestHead newHead, long length) {
    begin(length);
    response = null;
    request =
        new MetaData.Request(
            newHead.method(),
            HttpURI.from(newHead.target()),
            HttpVersion.HTTP_1_1,
            length == 0 && newHead.method().equals("PATCH")
                ? fields(newHead.headers()).add(NO_CONTENT)
                : fields(newHead.headers()),
            length);
  }

  /**
   * Starts a response.
   *
   * @param length of the body, 0 without one, or {@link Body#UNKNOWN_LENGTH}
   * @param isToHead whether the request asked for the head only
   * @param persistent whether more may be asked on this connection
   * @param http10 whether the client is so old that it does not know chunks
   */
  public void start(
      ResponseHead newHead, long length, boolean isToHead, boolean persistent, boolean http10) {
    begin(newHead.isBodiless() ? 0 : length);
    toHead = isToHead;
    request = null;
    generator.setPersistent(persistent && !(http10 && length == Body.UNKNOWN_LENGTH));
    HttpFields.Mutable fields = fields(newHead.headers());
    if (date != null && !fields.contains(HttpHeader.DATE)) {
      fields.add(date.now());
    }
    if (length == Body.UNKNOWN_LENGTH && !http10 && !newHead.isBodiless()) {
      // otherwise a body that is cut off could be taken for a whole one
      fields.put(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED);
    }
    response =
        new MetaData.Response(
            newHead.status(),
            newHead.reason(),
            http10 ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1,
            fields,
            announced);
  }

  private void begin(long length) {
    generator.reset();
    toHead = false;
    announced = length;
    written = 0;
  }

  private static HttpFields.Mutable fields(Headers headers) {
    HttpFields.Mutable fields = HttpFields.build();
    for (Header line : headers.lines()) {
      fields.add(new HttpField(line.name(), line.value()));
    }
    return fields;
  }

  // ---- bodies

  @Override
  public void write(ByteBuffer part) throws IOException {
    count(part.remaining());
    if (toHead) {
      part.position(part.limit());
    } else if (part.hasRemaining()) {
      generate(part, false);
    }
  }

  /** Sends what was started, although nothing of the body is there yet. Suspends. */
  public void flush() throws IOException {
    generate(NOTHING, false);
  }

  @Override
  public void sendFile(FileChannel file, long offset, long count) throws IOException {
    if (announced == Body.UNKNOWN_LENGTH) {
      copyFile(file, offset, count);
      return;
    }
    count(count);
    flush();
    if (!toHead && out.sendFile(file, offset, count) < count) {
      throw new IOException(
          "the file got shorter while it was sent: "
              + count
              + " bytes were announced from "
              + offset
              + " on");
    }
  }

  /** Chunks need a line before each piece. */
  private void copyFile(FileChannel file, long offset, long count) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(FILE_PIECE_BYTES, count));
    for (long sent = 0; sent < count; sent += piece.limit()) {
      piece.clear().limit((int) Math.min(piece.capacity(), count - sent));
      if (file.read(piece, offset + sent) < 0) {
        throw new IOException("the file ends after " + (offset + sent) + " bytes");
      }
      write(piece.flip());
    }
  }

  private void count(long more) {
    if (announced != Body.UNKNOWN_LENGTH && written + more > announced) {
      throw new IllegalStateException(
          "the body was announced with "
              + announced
              + " bytes, and "
              + (written + more)
              + " are being written; announce the right length, or none");
    }
    written += more;
  }

  /**
   * Ends the message. Suspends.
   *
   * @throws IllegalStateException if less was written than announced; the connection is of no use
   *     then
   */
  public void finish() throws IOException {
    if (announced != Body.UNKNOWN_LENGTH && written < announced && !toHead) {
      throw new IllegalStateException(
          "the body was announced with " + announced + " bytes, and ended after " + written);
    }
    generate(NOTHING, true);
  }

  /** Whether more can be written on this connection, once the message has ended. */
  public boolean isPersistent() {
    return generator.isPersistent();
  }

  // ---- generating

  /** Does what the generator asks for, until it has taken the content. */
  private void generate(ByteBuffer content, boolean last) throws IOException {
    ByteBuffer header = null;
    ByteBuffer chunk = null;
    while (true) {
      switch (next(header, chunk, content, last)) {
        case NEED_HEADER -> header = head.clear().flip();
        case HEADER_OVERFLOW -> header = head = larger(head);
        case NEED_CHUNK -> chunk = ByteBuffer.allocate(HttpGenerator.CHUNK_SIZE).flip();
        case NEED_CHUNK_TRAILER -> chunk = ByteBuffer.allocate(TRAILER_BYTES).flip();
        case FLUSH -> send(header, chunk, content);
        case CONTINUE -> {}
        case NEED_INFO ->
            throw new IllegalStateException("nothing was started, or it has ended already");
        case SHUTDOWN_OUT, DONE -> {
          return;
        }
      }
    }
  }

  private HttpGenerator.Result next(
      @Nullable ByteBuffer header, @Nullable ByteBuffer chunk, ByteBuffer content, boolean last)
      throws IOException {
    MetaData.Request asked = request;
    return asked != null
        ? generator.generateRequest(asked, header, chunk, content, last)
        : generator.generateResponse(response, toHead, header, chunk, content, last);
  }

  private static ByteBuffer larger(ByteBuffer tooSmall) {
    if (tooSmall.capacity() >= HEAD_BYTES_AT_MOST) {
      throw new IllegalStateException(
          "the head of this message has more than " + HEAD_BYTES_AT_MOST + " bytes");
    }
    return ByteBuffer.allocate(tooSmall.capacity() * 4).flip();
  }

  /** Sends three buffers, together if they are small; then nothing remains in them. */
  private void send(@Nullable ByteBuffer header, @Nullable ByteBuffer chunk, ByteBuffer content)
      throws IOException {
    int framing = remaining(header) + remaining(chunk);
    if (framing == 0) {
      out.send(content);
    } else if (content.remaining() <= COPIED_BYTES_AT_MOST) {
      out.send(join(framing + content.remaining(), header, chunk, content));
    } else {
      out.write(join(framing, header, chunk, null));
      out.send(content);
    }
  }

  private static int remaining(@Nullable ByteBuffer buffer) {
    return buffer == null ? 0 : buffer.remaining();
  }

  private static ByteBuffer join(int length, @Nullable ByteBuffer... parts) {
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (ByteBuffer part : parts) {
      if (part != null) {
        joined.put(part);
      }
    }
    return joined.flip();
  }
}
