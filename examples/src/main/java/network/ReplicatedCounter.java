// A counter on two machines: the first counts for its clients, and tells the second each new value,
// so that it can take over. A client sends lines, "increment" or "value", and each is answered by
// the value.
//   the second:  ./asyncio ReplicatedCounter.java 7001
//   the first:   ./asyncio ReplicatedCounter.java 7000 127.0.0.1 7001 [careful]
//   a client:    nc 127.0.0.1 7000
//
// It has a bug, unless it is careful: it answers before the second machine has the value. Who parts
// the two at this moment makes it lose an update that a client was told of. ReplicatedCounterTest
// runs it as it is on a simulated network, and finds the moment by a seed.
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.sync.Lock;
import java.io.IOException;

/** A class with a name, unlike the other examples, so that a test can make two. */
class ReplicatedCounter {

  private final Lock counting = new Lock();
  private int value;
  private Connection backup;
  private boolean careful;

  void main(String[] arguments) {
    if (arguments.length != 1 && arguments.length != 3 && arguments.length != 4) {
      System.err.println(
          "usage: ./asyncio ReplicatedCounter.java PORT [BACKUP_HOST BACKUP_PORT [careful]]");
      System.exit(2);
    }
    int port = Integer.parseInt(arguments[0]);
    run(
        () -> {
          if (arguments.length == 1) {
            serve(port);
            return;
          }
          try (var second = openConnection(arguments[1], Integer.parseInt(arguments[2]))) {
            replicateTo(second, arguments.length > 3);
            serve(port);
          }
        });
  }

  private void serve(int port) throws IOException {
    Server server = start(port);
    IO.println("counter at :" + server.port());
    server.serveThenStop(seconds(2));
  }

  /** Serves clients, and the counter that this one is the backup of. */
  Server start(int port) throws IOException {
    return startServer(this::serveClient, null, port);
  }

  /** Tells another counter each new value; if we are careful, before the client hears of it. */
  void replicateTo(Connection second, boolean carefully) {
    backup = second;
    careful = carefully;
  }

  int value() {
    return value;
  }

  private void serveClient(StreamReader reader, StreamWriter writer) {
    try {
      for (String line : reader.lines(UTF_8)) {
        switch (line) {
          case "increment" -> increment(writer);
          case "value" -> answer(writer);
          case String number when number.matches("\\d{1,9}") -> {
            value = Integer.parseInt(number); // of the counter that this one is the backup of
            answer(writer);
          }
          default -> writer.send("increment or value?\n", UTF_8);
        }
      }
    } catch (IOException gone) {
      // the client will ask the other counter
    }
  }

  private void increment(StreamWriter client) throws IOException {
    try (var _ = counting.hold()) {
      value++;
      if (careful) {
        replicate();
        answer(client);
      } else {
        answer(client);
        replicate();
      }
    }
  }

  private void answer(StreamWriter client) throws IOException {
    client.send(value + "\n", UTF_8);
  }

  private void replicate() throws IOException {
    if (backup != null) {
      backup.writer().send(value + "\n", UTF_8);
      backup.reader().readLine(UTF_8);
    }
  }
}
