// All ways to read: some bytes, a line, up to a separator, exactly so many, up to the end; and how
// bytes become text. (J6.20, J6.21, J6.22, J6.23, J6.T04, J6.T05)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.IncompleteReadError;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;

void main() {
  run(this::program);
}

void program() throws IOException {
  try (Server server = startServer(this::talk, "127.0.0.1", 0)) {
    try (Connection connection = openConnection("127.0.0.1", server.port())) {
      readAllForms(connection.reader());
    }
    try (Connection connection = openConnection("127.0.0.1", server.port())) {
      expectTooMuch(connection.reader());
    }
  }
}

void talk(StreamReader reader, StreamWriter writer) throws IOException {
  writer.send("Grüße\r\nkey: value; other: 1; 0123456789 and the rest", UTF_8);
}

void readAllForms(StreamReader reader) throws IOException {
  IO.println("a line: " + shown(reader.readLine())); // with its end, as bytes
  IO.println("up to a separator: " + shown(reader.readUntil("; ".getBytes(UTF_8))));
  IO.println("up to the next: " + shown(reader.readUntil("; ".getBytes(UTF_8))));
  IO.println("exactly 10: " + shown(reader.readExactly(10)));
  IO.println("at most 4: " + shown(reader.read(4)));
  IO.println("up to the end: " + shown(reader.read()));
  IO.println("after the end: " + reader.read(100).length + ", " + reader.readLine().length);
}

void expectTooMuch(StreamReader reader) throws IOException {
  IO.println("a line as text: " + reader.readLine(UTF_8)); // without its end
  try {
    reader.readUntil("!".getBytes(UTF_8));
  } catch (IncompleteReadError e) {
    IO.println("no separator in " + e.partial().length + " bytes");
  }
}

String shown(byte[] bytes) {
  return new String(bytes, UTF_8).replace("\r\n", "\\r\\n");
}
