package asyncio.conformance.streams;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.sleep;
import static asyncio.Asyncio.startServer;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.ServerOptions;
import asyncio.task.CancelledError;
import asyncio.task.Task;

/** A server may be created without serving; serveForever starts it and closes it when cancelled. */
public final class StreamsStartServingLater extends StreamScenario {

  @Override
  protected void main() {
    run(
        () -> {
          Server server =
              startServer(
                  connection -> {
                    connection.writer().write("hello", UTF_8);
                    connection.writer().close();
                  },
                  "127.0.0.1",
                  0,
                  ServerOptions.DEFAULT.withStartServing(false));
          print("serving", server.isServing());
          Task<Void> task = createTask(() -> server.serveForever());
          sleep(millis(50));
          print("serving", server.isServing());
          try (Connection connection = connect(server)) {
            print(new String(connection.reader().read(), UTF_8));
          }
          task.cancel();
          try {
            task.await();
          } catch (CancelledError e) {
            print("CancelledError, serving", server.isServing());
          }
        });
  }
}
