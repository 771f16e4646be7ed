package asyncio.conformance.streams;

import static asyncio.Asyncio.openUnixConnection;
import static asyncio.Asyncio.startUnixServer;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** The same over a Unix socket. */
public final class StreamsUnix extends StreamScenario {

  private static void serve(StreamReader reader, StreamWriter writer) throws IOException {
    writer.write(reader.readLine(UTF_8).toUpperCase(Locale.ROOT), UTF_8);
    writer.close();
  }

  @Override
  protected void main() throws IOException {
    Path folder = Files.createTempDirectory("asyncio");
    try {
      run(() -> talk(folder.resolve("socket"), folder.resolve("missing")));
    } finally {
      Files.delete(folder);
    }
  }

  private void talk(Path path, Path missing) throws IOException {
    Server server = startUnixServer(StreamsUnix::serve, path);
    try (Connection connection = openUnixConnection(path)) {
      connection.writer().write("over a unix socket\n", UTF_8);
      print(new String(connection.reader().read(), UTF_8).strip());
    }
    server.close();
    server.waitClosed();
    try {
      openUnixConnection(missing);
    } catch (NoSuchFileException e) {
      print(nameOf(e));
    }
  }
}
