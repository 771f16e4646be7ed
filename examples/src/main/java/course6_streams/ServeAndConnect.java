// A server whose handler is called for each client, and clients that connect to it; reader and
// writer are there as soon as the connection is. A handler that fails ends its own connection, and
// not the server. (J6.11, J6.14, J6.15, J6.T08)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;

void main() {
  run(this::program);
}

void program() throws IOException {
  getRunningLoop()
      .setExceptionHandler(
          (_, context) -> IO.println("reported: " + context.exception().getMessage()));
  try (Server server = startServer(this::greet, "127.0.0.1", 0)) {
    IO.println(gather(() -> visit(server, "first"), () -> visit(server, "second")));
    IO.println("after nothing: " + visit(server, ""));
    IO.println(visit(server, "third"));
  }
}

void greet(StreamReader reader, StreamWriter writer) throws IOException {
  String name = reader.readLine(UTF_8);
  if (name.isEmpty()) {
    throw new IllegalArgumentException("no name");
  }
  writer.send("hello " + name + "\n", UTF_8);
}

/** What the server answers, null if it answers nothing. */
String visit(Server server, String name) throws IOException {
  try (Connection connection = openConnection("127.0.0.1", server.port())) {
    connection.writer().send(name + "\n", UTF_8);
    return connection.reader().readLine(UTF_8);
  }
}
