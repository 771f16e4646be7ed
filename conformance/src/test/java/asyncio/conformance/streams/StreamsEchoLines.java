package asyncio.conformance.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A line server and a client: readLine keeps the line end, and gives an empty answer at the end of
 * the stream.
 */
public final class StreamsEchoLines extends StreamScenario {

  private void serve(StreamReader reader, StreamWriter writer) throws IOException {
    for (byte[] line : reader) {
      writer.write(new String(line, UTF_8).toUpperCase(Locale.ROOT), UTF_8);
      writer.drain();
    }
    print("server: client is gone");
    writer.close();
    writer.waitClosed();
  }

  @Override
  protected void main() {
    run(
        () -> {
          Server server = start(this::serve);
          Connection connection = connect(server);
          StreamWriter writer = connection.writer();
          for (String line : List.of("one", "two")) {
            writer.write(line + "\n", UTF_8);
            byte[] answer = connection.reader().readLine();
            print("client:", new String(answer, UTF_8).stripTrailing(), answer.length);
          }
          writer.writeEof();
          print("client: rest", connection.reader().read().length);
          writer.close();
          writer.waitClosed();
          server.close();
          server.waitClosed();
          print("end");
        });
  }
}
