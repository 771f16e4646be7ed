package asyncio.benchmarks.peers;

import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.run;
import static asyncio.Asyncio.startServer;
import static asyncio.Asyncio.taskGroup;

import asyncio.net.ListenOptions;
import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.ServerOptions;
import asyncio.task.TaskGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Whole connections per second: a server on a loop of its own says goodbye to whom it accepts, and
 * clients on other loops open, read the end and close, some at once.
 */
public final class Accepting {

  /* BareAccepting does the same work with the same numbers. */
  static final int BACKLOG = 4096;
  static final int AT_ONCE = 64; // on each loop
  static final int CLIENT_LOOPS = 2;
  static final double NANOS = 1e9;

  private static final int ADDRESSES = 8; // each has its own range of client ports

  private Accepting() {}

  /** The arguments: connections in a round, rounds. */
  public static void main(String[] arguments) throws InterruptedException {
    int connections = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    int port = startServing();
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      connectFromLoops(port, connections / CLIENT_LOOPS);
      double seconds = (System.nanoTime() - start) / NANOS;
      System.out.printf("R accept %.0f%n", connections / seconds);
    }
  }

  private static int startServing() {
    CompletableFuture<Integer> port = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("server").start(() -> run(() -> serve(port)));
    return port.join();
  }

  private static void serve(CompletableFuture<Integer> port) throws IOException {
    ServerOptions options =
        ServerOptions.DEFAULT.withListen(new ListenOptions(BACKLOG, true, false, false));
    Server server = startServer((reader, writer) -> {}, "0.0.0.0", 0, options);
    port.complete(((InetSocketAddress) server.addresses().getFirst()).getPort());
    server.serveForever();
  }

  /** The client is the dearer side of a connection: one loop would wait for itself. */
  private static void connectFromLoops(int port, int connections) throws InterruptedException {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENT_LOOPS; i++) {
      clients.add(
          Thread.ofPlatform()
              .name("client-" + i)
              .start(() -> run(() -> connect(port, connections))));
    }
    for (Thread client : clients) {
      client.join();
    }
  }

  /** The address to which a client connects. */
  static String host(int client) {
    return "127.0.0." + (1 + client % ADDRESSES);
  }

  private static void connect(int port, int connections) throws Exception {
    taskGroup(
        (TaskGroup group) -> {
          for (int client = 0; client < AT_ONCE; client++) {
            String host = host(client);
            group.createTask(() -> connectAgainAndAgain(host, port, connections / AT_ONCE));
          }
        });
  }

  private static void connectAgainAndAgain(String host, int port, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (Connection connection = openConnection(host, port)) {
        connection.reader().read();
      }
    }
  }
}
