package asyncio.testing;

import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.startServer;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A counter on two machines, an ordinary program on streams: the first counts for its clients, and
 * tells the second each new value, which takes over if the first is gone.
 *
 * <p>Its bug: it answers the client before the second machine has the value.
 */
final class ReplicatedCounter {

  static final int PORT = 7000;

  private int value;
  private @Nullable Connection backup;
  private @Nullable Server server;

  int value() {
    return value;
  }

  /** Serves clients, and the other machine, until it is closed. */
  void start() throws IOException {
    server = startServer(this::serve, null, PORT);
  }

  /** Tells another machine every new value from now on. */
  void replicateTo(String host) throws IOException {
    backup = openConnection(host, PORT);
  }

  private void serve(StreamReader reader, StreamWriter writer) {
    try {
      for (String line = reader.readLine(UTF_8); line != null; line = reader.readLine(UTF_8)) {
        if (line.equals("increment")) {
          value++;
          writer.send("done\n", UTF_8);
          replicate();
        } else {
          value = Integer.parseInt(line);
        }
      }
    } catch (IOException lost) {
      // the other end is gone
    }
  }

  private void replicate() throws IOException {
    if (backup != null) {
      backup.writer().send(value + "\n", UTF_8);
    }
  }

  /** Asks a counter to count, and returns when it says that it has. */
  static void increment(Connection counter) throws IOException {
    counter.writer().send("increment\n", UTF_8);
    counter.reader().readLine(UTF_8);
  }

  void close() {
    if (backup != null) {
      backup.abort();
    }
    if (server != null) {
      server.close();
      server.abortClients();
      server.waitClosed();
    }
  }
}
