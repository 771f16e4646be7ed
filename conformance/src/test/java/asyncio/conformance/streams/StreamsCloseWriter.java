package asyncio.conformance.streams;

import static asyncio.Asyncio.createFuture;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamWriter;
import asyncio.task.Future;

/**
 * A closed writer: closing twice is harmless, what was written before still arrives, reading gives
 * the end.
 */
public final class StreamsCloseWriter extends StreamScenario {

  @Override
  protected void main() {
    run(
        () -> {
          Future<Integer> arrived = createFuture();
          Server server =
              start(
                  (reader, writer) -> {
                    arrived.setResult(reader.read().length);
                    writer.close();
                  });
          Connection connection = connect(server);
          StreamWriter writer = connection.writer();
          writer.write(new byte[1_000_000]);
          print("closing", writer.isClosing());
          writer.close();
          writer.close();
          print("closing", writer.isClosing());
          writer.waitClosed();
          print("arrived", arrived.await());
          print("read", connection.reader().read().length);
          server.close();
        });
  }
}
