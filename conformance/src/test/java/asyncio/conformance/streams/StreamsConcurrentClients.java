package asyncio.conformance.streams;

import static asyncio.Asyncio.gather;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Each client has its own handler: an idle client does not hold up the others. */
public final class StreamsConcurrentClients extends StreamScenario {

  private int served;

  private void serve(StreamReader reader, StreamWriter writer) throws IOException {
    String name = reader.readLine(UTF_8);
    served++;
    writer.write("hello " + name + "\n", UTF_8);
    writer.drain();
    writer.close();
  }

  private static String client(InetSocketAddress address, int n) throws IOException {
    try (Connection connection = connect(address)) {
      connection.writer().write("client " + n + "\n", UTF_8);
      return new String(connection.reader().read(), UTF_8).strip();
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Server server = start(this::serve);
          InetSocketAddress address = addressOf(server);
          Connection idle = connect(address);
          for (String answer :
              gather(
                  () -> client(address, 0),
                  () -> client(address, 1),
                  () -> client(address, 2),
                  () -> client(address, 3),
                  () -> client(address, 4))) {
            print(answer);
          }
          print("served", served);
          idle.writer().write("idle\n", UTF_8);
          print(new String(idle.reader().read(), UTF_8).strip(), served);
          idle.close();
          server.close();
        });
  }
}
