package asyncio.conformance.streams;

import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.waitFor;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import java.util.concurrent.TimeoutException;

/** A cancelled read loses no data: the next read gets it. */
public final class StreamsReadCancelled extends StreamScenario {

  @Override
  protected void main() {
    run(
        () -> {
          Server server =
              start(
                  (reader, writer) -> {
                    sleep(millis(100));
                    writer.write("slow answer", UTF_8);
                    writer.close();
                  });
          Connection connection = connect(server);
          try {
            waitFor(() -> connection.reader().readExactly(11), millis(30));
          } catch (TimeoutException e) {
            print("TimeoutException");
          }
          print(new String(connection.reader().readExactly(11), UTF_8));
          connection.close();
          server.close();
        });
  }
}
