package asyncio.http.testing;

import asyncio.http.wire.RequestReader;
import asyncio.stream.Connection;
import asyncio.task.Sleep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A client that waits for an answer, in the hands of a {@link FakeServer.Script}. For the script's
 * task.
 */
public final class FakePeer {

  private final Connection connection;
  private final RequestReader reader;
  private final RecordedRequest request;

  FakePeer(Connection connection, RequestReader reader, RecordedRequest request) {
    this.connection = connection;
    this.reader = reader;
    this.request = request;
  }

  /** What was asked; its body grows while it is read. */
  public RecordedRequest request() {
    return request;
  }

  /** The connection, for what is not HTTP. */
  public Connection connection() {
    return connection;
  }

  /** Reads the request's body to its end. Suspends. */
  public byte[] readBody() throws IOException {
    for (ByteBuffer piece = reader.read(); piece != null; piece = reader.read()) {
      request.add(piece);
    }
    return request.body();
  }

  /** Sends bytes as they are. Suspends. */
  public void send(byte[] bytes) throws IOException {
    connection.writer().send(bytes);
  }

  /**
   * Sends a text in UTF-8. In a head that ends with an empty line, each line may end with {@code
   * \n} only. Suspends.
   */
  public void send(String text) throws IOException {
    send(encode(text));
  }

  /** Sends a text a byte at a time, see {@link #send(String)}, with a pause before each. */
  public void drip(String text, Duration pause) throws IOException {
    for (byte one : encode(text)) {
      Sleep.sleep(pause);
      send(new byte[] {one});
    }
  }

  private static byte[] encode(String text) {
    int end = text.indexOf("\n\n");
    String head = end < 0 ? "" : text.substring(0, end);
    String wire =
        end < 0 || head.indexOf('\r') >= 0
            ? text
            : head.replace("\n", "\r\n") + "\r\n\r\n" + text.substring(end + 2);
    return wire.getBytes(StandardCharsets.UTF_8);
  }

  /** Ends the connection in good order; what was sent arrives. */
  public void close() {
    connection.writer().close();
  }

  /** Cuts the connection. */
  public void abort() {
    connection.abort();
  }

  boolean mayGoOn() {
    return reader.isComplete() && !connection.writer().isClosing();
  }
}
