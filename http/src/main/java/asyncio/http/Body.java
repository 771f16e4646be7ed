package asyncio.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a message carries: of a request that a client sends, or of a response that a server sends.
 *
 * <pre>{@code
 * session.post(url, Body.json(new Order("tea", 2)));
 * session.put(url, Body.file(Path.of("photo.jpg")));
 * }</pre>
 */
public interface Body {

  /** The length of a body of which nobody knows it before its end. */
  long UNKNOWN_LENGTH = -1;

  /** No bytes. */
  Body EMPTY = of(new byte[0], null);

  /** The value of {@code Content-Type}, or null if the body does not know. */
  @Nullable String contentType();

  /** How many bytes, or {@link #UNKNOWN_LENGTH}. */
  long length() throws IOException;

  /** Whether {@link #writeTo} may be called again, as after a redirect. */
  boolean isReplayable();

  /**
   * Writes all of it. Suspends.
   *
   * @throws IOException if writing fails, or reading what is to be written
   */
  void writeTo(BodySink sink) throws IOException;

  /** Bytes as they are; do not change them any more. */
  static Body of(byte[] bytes) {
    return of(bytes, "application/octet-stream");
  }

  /** Bytes of a kind; do not change them any more. */
  static Body of(byte[] bytes, @Nullable String contentType) {
    Objects.requireNonNull(bytes, "bytes");
    return new Body() {
      @Override
      public @Nullable String contentType() {
        return contentType;
      }

      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public boolean isReplayable() {
        return true;
      }

      @Override
      public void writeTo(BodySink sink) throws IOException {
        sink.write(ByteBuffer.wrap(bytes));
      }

      @Override
      public String toString() {
        return "<Body " + bytes.length + " bytes, " + contentType + ">";
      }
    };
  }

  /** A text in UTF-8. */
  static Body text(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8");
  }

  /** A page in UTF-8. */
  static Body html(String html) {
    return of(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
  }

  /** A value as JSON: a record, a map, a list and so on; see {@link Json}. */
  static Body json(@Nullable Object value) {
    return of(Json.DEFAULT.write(value), Json.CONTENT_TYPE);
  }

  /** The fields of a form, as a browser sends them. */
  static Body form(Map<String, String> fields) {
    return of(
        FormFields.encode(fields).getBytes(StandardCharsets.US_ASCII),
        "application/x-www-form-urlencoded");
  }

  /**
   * A whole file, whose kind its name tells. It is opened when the body is sent, and not copied
   * where the system can do without.
   */
  static Body file(Path path) {
    Objects.requireNonNull(path, "path");
    return new Body() {
      @Override
      public String contentType() {
        return MediaTypes.ofFile(path);
      }

      @Override
      public long length() throws IOException {
        return Files.size(path);
      }

      @Override
      public boolean isReplayable() {
        return true;
      }

      @Override
      public void writeTo(BodySink sink) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
          if (file.size() > 0) {
            sink.sendFile(file, 0, file.size());
          }
        }
      }

      @Override
      public String toString() {
        return "<Body file " + path + ">";
      }
    };
  }

  /** Pieces, as an iterator yields them; asking for the next one may suspend. Sent once only. */
  static Body stream(Iterable<byte[]> pieces) {
    Objects.requireNonNull(pieces, "pieces");
    return streaming(
        "application/octet-stream",
        sink -> {
          for (byte[] piece : pieces) {
            sink.write(piece);
          }
        });
  }

  /** Pieces of text, as an iterator yields them; asking for the next one may suspend. */
  static Body stream(Iterable<String> pieces, Charset charset) {
    Objects.requireNonNull(pieces, "pieces");
    return streaming(
        "text/plain; charset=" + charset.name().toLowerCase(Locale.ROOT),
        sink -> {
          for (String piece : pieces) {
            sink.write(piece, charset);
          }
        });
  }

  /** Writes a body. */
  @FunctionalInterface
  interface Writer {

    /** Writes all of it; may suspend. */
    void writeTo(BodySink sink) throws IOException;
  }

  /** What a piece of code writes, of unknown length. Sent once only. */
  static Body streaming(String contentType, Writer writer) {
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(writer, "writer");
    return new Body() {
      @Override
      public String contentType() {
        return contentType;
      }

      @Override
      public long length() {
        return UNKNOWN_LENGTH;
      }

      @Override
      public boolean isReplayable() {
        return false;
      }

      @Override
      public void writeTo(BodySink sink) throws IOException {
        writer.writeTo(sink);
      }

      @Override
      public String toString() {
        return "<Body stream, " + contentType + ">";
      }
    };
  }
}
