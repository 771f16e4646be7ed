package asyncio.http.testing;

import asyncio.http.RequestHead;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request that a {@link FakeServer} got, as far as its script has read it. */
public final class RecordedRequest {

  private final RequestHead head;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  RecordedRequest(RequestHead head) {
    this.head = head;
  }

  void add(ByteBuffer piece) {
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    body.writeBytes(bytes);
  }

  /** What came before the body. */
  public RequestHead head() {
    return head;
  }

  /** The method, such as {@code GET}. */
  public String method() {
    return head.method();
  }

  /** As in the message: mostly a path with its query. */
  public String target() {
    return head.target();
  }

  /** The first value of a header, or null. */
  public @Nullable String header(String name) {
    return head.headers().get(name);
  }

  /** What was read of the body. */
  public byte[] body() {
    return body.toByteArray();
  }

  /** What was read of the body, as UTF-8. */
  public String text() {
    return body.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return head.toString();
  }
}
