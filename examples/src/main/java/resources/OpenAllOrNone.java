// An exit stack opens as many connections as there are servers. If one fails, those before it are
// closed, the latest first; if all succeed, popAll keeps them open beyond the block.
import static asyncio.Asyncio.*;

import asyncio.resource.ExitStack;

void main() {
  run(this::program);
}

void program() {
  try {
    openAll(List.of("north", "south", "nowhere"));
  } catch (IllegalArgumentException e) {
    IO.println("failed: " + e.getMessage());
  }

  try (var _ = openAll(List.of("east", "west"))) {
    IO.println("all are open");
  }
}

ExitStack openAll(List<String> servers) {
  return exitStack(
      stack -> {
        for (String server : servers) {
          stack.enter(new Connection(server));
        }
        return stack.popAll();
      });
}

static class Connection implements AutoCloseable {

  private final String server;

  Connection(String server) {
    sleep(seconds(1)); // to connect
    if (server.equals("nowhere")) {
      throw new IllegalArgumentException("there is no server " + server);
    }
    this.server = server;
    IO.println(server + " is open");
  }

  @Override
  public void close() {
    sleep(seconds(1));
    IO.println(server + " is closed");
  }
}
