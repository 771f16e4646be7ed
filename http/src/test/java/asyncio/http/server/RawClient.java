package asyncio.http.server;

import static asyncio.Asyncio.openConnection;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import asyncio.stream.Connection;
import java.io.IOException;

/** A client that sends what it is told, and reads what comes. */
final class RawClient implements AutoCloseable {

  private final Connection connection;

  private RawClient(Connection connection) {
    this.connection = connection;
  }

  static RawClient of(HttpServer server) throws IOException {
    return new RawClient(openConnection("localhost", server.port()));
  }

  /** Lines end as in HTTP. */
  void send(String text) throws IOException {
    connection.writer().send(text.replace("\n", "\r\n"), ISO_8859_1);
  }

  void sendRaw(String text) throws IOException {
    connection.writer().send(text, ISO_8859_1);
  }

  void end() {
    connection.writer().writeEof();
  }

  /** A response with a length, as text with simple line ends, without its date. */
  String response() throws IOException {
    StringBuilder head = new StringBuilder();
    int length = 0;
    while (true) {
      String line = connection.reader().readLine(ISO_8859_1);
      if (line == null) {
        throw new IOException("the connection ended; until then: " + head);
      }
      if (line.toLowerCase().startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
      if (!line.startsWith("Date:")) {
        head.append(line).append('\n');
      }
      if (line.isEmpty()) {
        return head + new String(connection.reader().readExactly(length), ISO_8859_1);
      }
    }
  }

  /** Only the number. */
  int status() throws IOException {
    return Integer.parseInt(response().substring(9, 12));
  }

  /** All until the server ends the connection. */
  String rest() throws IOException {
    return new String(connection.reader().read(), ISO_8859_1).replace("\r\n", "\n");
  }

  String readExactly(int count) throws IOException {
    return new String(connection.reader().readExactly(count), ISO_8859_1);
  }

  void abort() {
    connection.abort();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
