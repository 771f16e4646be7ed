// Tries all 65,535 ports, a hundred at a time: SemaphoreScanner.java HOST 1 65535
// Sockets are limited, so a large scan needs this; the limit of time begins with a probe's turn.
// (J7.T02, J7.E4)
import static asyncio.Asyncio.*;

import asyncio.sync.Semaphore;
import java.net.ConnectException;

final Semaphore permits = new Semaphore(100);

void main(String[] arguments) {
  run(() -> scan(arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])));
}

void scan(String host, int first, int last) {
  IO.println("Scanning " + host + "...");
  taskGroup(
      group -> {
        for (int port : IntStream.rangeClosed(first, last).boxed().toList()) {
          group.createTask(() -> probe(host, port));
        }
      });
}

void probe(String host, int port) throws IOException {
  try (var _ = permits.hold()) {
    waitFor(() -> openConnection(host, port), seconds(3)).close();
    IO.println("> " + host + ":" + port + " [OPEN]");
  } catch (ConnectException | TimeoutException closed) {
    return;
  }
}
