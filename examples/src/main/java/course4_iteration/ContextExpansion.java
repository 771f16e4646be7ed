// Most resources have only to be closed: try-with-resources does it, and close may suspend. By hand
// it
// would be a finally block. Closing is awaited on every path. (J4.24)
import static asyncio.Asyncio.*;

void main() {
  run(this::program);
}

void program() {
  try (var connection = new Connection()) {
    connection.send("hello");
  }

  Connection connection = new Connection();
  try {
    connection.send("hello");
  } finally {
    connection.close();
  }

  try (var broken = new Connection()) {
    broken.send("");
  } catch (IllegalArgumentException e) {
    IO.println("failed: " + e.getMessage());
  }
}

static class Connection implements AutoCloseable {

  Connection() {
    sleep(seconds(0.5)); // to connect
    IO.println("open");
  }

  void send(String message) {
    if (message.isEmpty()) {
      throw new IllegalArgumentException("nothing to send");
    }
    IO.println("sent " + message);
  }

  @Override
  public void close() {
    sleep(seconds(0.5)); // to say goodbye
    IO.println("closed");
  }
}
