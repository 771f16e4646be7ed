package asyncio.faults;

import static asyncio.Asyncio.gather;
import static asyncio.Asyncio.run;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.stream.Connection;
import asyncio.sync.Held;
import asyncio.sync.Semaphore;
import java.util.Collections;
import java.util.List;

/**
 * A process of its own with clients of an {@link ObedientServer} that have said one word and are
 * silent then, until the server ends the connections. The properties {@code idle.api}, {@code
 * idle.port} and {@code idle.clients} say where and how many.
 */
final class IdleClients {

  private IdleClients() {}

  public static void main(String[] args) {
    Api api = Api.valueOf(System.getProperty("idle.api"));
    int port = Integer.getInteger("idle.port");
    int count = Integer.getInteger("idle.clients");
    run(
        () -> {
          Semaphore atOnce = new Semaphore(50);
          List<Connection> clients =
              gather(Collections.nCopies(count, () -> connect(atOnce, api, port)));
          clients.getFirst().reader().read();
          Runtime.getRuntime().halt(0); // the system closes them all at once
        });
  }

  private static Connection connect(Semaphore atOnce, Api api, int port) throws Exception {
    try (Held _ = atOnce.hold()) {
      Connection client = api.connect(port);
      client.writer().send(ObedientServer.ECHO + "?", UTF_8);
      client.reader().readExactly(1);
      return client;
    }
  }
}
