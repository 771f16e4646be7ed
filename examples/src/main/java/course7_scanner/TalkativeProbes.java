// Tries all ports at once, and each probe prints what it finds: TalkativeProbes.java HOST 1 1023
// (J7.T03)
import static asyncio.Asyncio.*;

import java.net.ConnectException;

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
  try {
    waitFor(() -> openConnection(host, port), seconds(3)).close();
    IO.println("> " + host + ":" + port + " [OPEN]");
  } catch (ConnectException | TimeoutException closed) {
    return;
  }
}
