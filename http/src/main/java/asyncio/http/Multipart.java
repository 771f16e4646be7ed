package asyncio.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A form with files, as a browser uploads them (RFC 7578); aiohttp's {@code FormData}.
 *
 * <pre>{@code
 * session.post(url, new Multipart().field("title", "Tea").file("photo", Path.of("tea.jpg")));
 * }</pre>
 *
 * <p>Its length is known, and it can be sent again, if that holds for all parts.
 */
public final class Multipart implements Body {

  private static final SecureRandom RANDOM = new SecureRandom();

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Part(byte[] head, Body body) {}

  private final String boundary = newBoundary();
  private final byte[] end = ascii("--" + boundary + "--\r\n");
  private final List<Part> parts = new ArrayList<>();

  /** A form without fields. */
  public Multipart() {}

  private static String newBoundary() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  // ---- parts

  /** Adds a field with a text. */
  public Multipart field(String name, String value) {
    return part(name, null, Body.of(value.getBytes(StandardCharsets.UTF_8), null));
  }

  /** Adds a file under its own name, not copied where the system can do without. */
  public Multipart file(String name, Path file) {
    Path last = Objects.requireNonNull(file.getFileName(), "a file has a name");
    return part(name, last.toString(), Body.file(file));
  }

  /**
   * Adds a part.
   *
   * @param fileName what the server takes for the name of a file, or null if this is none
   */
  public Multipart part(String name, @Nullable String fileName, Body body) {
    Objects.requireNonNull(body, "body");
    StringBuilder head = new StringBuilder();
    head.append("--").append(boundary).append("\r\n");
    head.append("Content-Disposition: form-data; name=").append(quoted(name));
    if (fileName != null) {
      head.append("; filename=").append(quoted(fileName));
    }
    if (body.contentType() != null) {
      head.append("\r\n").append(new Header("Content-Type", body.contentType()));
    }
    head.append("\r\n\r\n");
    parts.add(new Part(head.toString().getBytes(StandardCharsets.UTF_8), body));
    return this;
  }

  /** As browsers do: what would end the line or the name becomes percent signs. */
  private static String quoted(String text) {
    return '"' + text.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22") + '"';
  }

  // ---- as a body

  @Override
  public String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  @Override
  public long length() throws IOException {
    long sum = end.length;
    for (Part part : parts) {
      long length = part.body.length();
      if (length == UNKNOWN_LENGTH) {
        return UNKNOWN_LENGTH;
      }
      sum += part.head.length + length + 2;
    }
    return sum;
  }

  @Override
  public boolean isReplayable() {
    return parts.stream().allMatch(part -> part.body.isReplayable());
  }

  @Override
  public void writeTo(BodySink sink) throws IOException {
    for (Part part : parts) {
      sink.write(part.head);
      part.body.writeTo(sink);
      sink.write(ascii("\r\n"));
    }
    sink.write(end);
  }

  @Override
  public String toString() {
    return "<Multipart of " + parts.size() + " parts>";
  }
}
