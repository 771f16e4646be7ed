// close ends a connection in the background, when everything written was sent; waitClosed waits for
// that. Connection.close, and so try-with-resources, does both. (J6.24, J6.25, J6.26)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;

void main() {
  run(
      () -> {
        withServer(this::closeByHand);
        withServer(this::closeByBlock);
      });
}

void closeByHand(int port) throws IOException {
  StreamWriter writer = openConnection("127.0.0.1", port).writer();
  writer.write("closed by hand", UTF_8);
  IO.println("is closing: " + writer.isClosing());
  writer.close(); // does not suspend
  IO.println("is closing: " + writer.isClosing());
  writer.waitClosed();
}

void closeByBlock(int port) throws IOException {
  try (Connection connection = openConnection("127.0.0.1", port)) {
    connection.writer().write("closed by the block", UTF_8);
  }
}

// ---- the other side

interface Client {
  void visit(int port) throws IOException;
}

void withServer(Client client) throws IOException {
  Server server = startServer(this::listen, "127.0.0.1", 0);
  client.visit(server.port());
  server.close();
  server.waitClosed();
}

void listen(StreamReader reader, StreamWriter writer) throws IOException {
  IO.println("heard: " + new String(reader.read(), UTF_8));
}
