package asyncio.conformance.transport;

import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.startServer;

import asyncio.net.Server;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.transport.Protocol;
import asyncio.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Port of {@code transport_pause_reading}. */
public final class TransportPauseReading extends TransportScenario {

  private static void serve(StreamReader reader, StreamWriter writer) throws IOException {
    for (String text : List.of("one", "two")) {
      reader.readLine();
      writer.write(bytes(text));
    }
    reader.read();
    writer.close();
  }

  @Override
  protected void main() {
    run(
        () -> {
          List<String> got = new ArrayList<>();
          Server server = startServer(TransportPauseReading::serve, "127.0.0.1", 0);
          Transport transport =
              connect(
                      () ->
                          new Protocol() {
                            @Override
                            public void dataReceived(byte[] data) {
                              got.add(text(data));
                            }
                          },
                      server)
                  .transport();
          transport.write(bytes("\n"));
          sleep(millis(50));
          print("got", String.join(" ", got), "reading", transport.isReading());
          transport.pauseReading();
          transport.write(bytes("\n"));
          sleep(millis(50));
          print("got", String.join(" ", got), "reading", transport.isReading());
          transport.resumeReading();
          sleep(millis(50));
          print("got", String.join(" ", got), "reading", transport.isReading());
          transport.close();
          server.close();
        });
  }
}
