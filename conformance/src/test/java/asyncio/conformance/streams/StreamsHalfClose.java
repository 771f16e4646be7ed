package asyncio.conformance.streams;

import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import java.io.IOException;
import java.util.List;

/** writeEof closes one direction only: the server sees the end and can still answer. */
public final class StreamsHalfClose extends StreamScenario {

  private void serve(StreamReader reader, StreamWriter writer) throws IOException {
    byte[] data = reader.read();
    print("server: all", data.length);
    sleep(millis(20));
    writer.write(new StringBuilder(new String(data, UTF_8)).reverse().toString(), UTF_8);
    writer.close();
    writer.waitClosed();
  }

  @Override
  protected void main() {
    run(
        () -> {
          try (Server server = start(this::serve)) {
            Connection connection = connect(server);
            StreamWriter writer = connection.writer();
            print("can write eof", writer.canWriteEof());
            writer.writeLines(List.of("abc".getBytes(UTF_8), "def".getBytes(UTF_8)));
            writer.writeEof();
            print("client:", new String(connection.reader().read(), UTF_8));
            writer.close();
            writer.waitClosed();
          }
        });
  }
}
