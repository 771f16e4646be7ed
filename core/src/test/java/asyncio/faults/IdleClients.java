package asyncio.faults;

import static asyncio.Asyncio.run;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.stream.Connection;
import java.util.ArrayList;
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
          List<Connection> clients = new ArrayList<>();
          while (clients.size() < count) {
            Connection client = api.connect(port);
            client.writer().send(ObedientServer.ECHO + "?", UTF_8);
            client.reader().readExactly(1);
            clients.add(client);
          }
          clients.getFirst().reader().read();
          Runtime.getRuntime().halt(0); // the system closes them all at once
        });
  }
}
