package asyncio.conformance.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;

/** A closed server accepts nobody, but connections that exist go on; closing twice is harmless. */
public final class StreamsServerClose extends StreamScenario {

  private static void serve(StreamReader reader, StreamWriter writer) throws IOException {
    for (byte[] line : reader) {
      writer.write(line);
    }
    writer.close();
  }

  @Override
  protected void main() {
    run(
        () -> {
          Server server = start(StreamsServerClose::serve);
          InetSocketAddress address = addressOf(server);
          Connection connection = connect(address);
          connection.writer().write("before\n", UTF_8);
          print(connection.reader().readLine(UTF_8), server.isServing());
          server.close();
          server.close();
          print("serving", server.isServing(), "sockets", server.addresses().size());
          connection.writer().write("after\n", UTF_8);
          print(connection.reader().readLine(UTF_8));
          try {
            connect(address);
          } catch (ConnectException e) {
            print("ConnectException");
          }
          connection.writer().close();
          print("end of stream", connection.reader().read().length);
        });
  }
}
