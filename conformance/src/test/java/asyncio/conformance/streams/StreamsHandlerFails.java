package asyncio.conformance.streams;

import static asyncio.Asyncio.getRunningLoop;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** A handler that fails does not stop the server: other clients, earlier and later, are served. */
public final class StreamsHandlerFails extends StreamScenario {

  private static void serve(StreamReader reader, StreamWriter writer) throws IOException {
    try {
      int number = Integer.parseInt(reader.readLine(UTF_8));
      writer.write(String.valueOf(number * 2), UTF_8);
    } finally {
      writer.close();
    }
  }

  private static String ask(InetSocketAddress address, String text) throws IOException {
    try (Connection connection = connect(address)) {
      connection.writer().write(text + "\n", UTF_8);
      String answer = new String(connection.reader().read(), UTF_8);
      return answer.isEmpty() ? "no answer" : answer;
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          getRunningLoop().setExceptionHandler((loop, context) -> {});
          Server server = start(StreamsHandlerFails::serve);
          InetSocketAddress address = addressOf(server);
          for (String text : List.of("21", "not a number", "4")) {
            print(ask(address, text));
          }
          server.close();
        });
  }
}
