// What a socket must be before the loop can accept connections at it: in non-blocking mode, and
// bound. (L3.T01)
import static asyncio.Asyncio.*;

import java.nio.channels.NotYetBoundException;
import java.nio.channels.ServerSocketChannel;

void main() {
  run(this::program);
}

void program() throws IOException {
  try (ServerSocketChannel server = ServerSocketChannel.open()) {
    try {
      sockAccept(server);
    } catch (IllegalArgumentException e) {
      IO.println("blocking: refused");
    }

    server.configureBlocking(false);
    try {
      sockAccept(server);
    } catch (NotYetBoundException e) {
      IO.println("not bound: refused");
    }
  }
}
