package asyncio.examples;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring ports of this machine, which all accept connections until they are told to refuse.
 *
 * <p>Systems take the local ports of connections from higher numbers: so no connection to a port of
 * these that refuses can meet itself.
 */
final class LocalPorts implements AutoCloseable {

  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;

  private final List<ServerSocket> sockets = new ArrayList<>();

  private LocalPorts() {}

  static LocalPorts open(int count) throws IOException {
    for (int first = LOWEST; first + count <= HIGHEST; first += count) {
      LocalPorts ports = new LocalPorts();
      try {
        ports.listen(first, count);
        return ports;
      } catch (BindException taken) {
        ports.close();
      }
    }
    return abort("no " + count + " neighbouring ports are free");
  }

  private void listen(int first, int count) throws IOException {
    for (int port = first; port < first + count; port++) {
      sockets.add(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
    }
  }

  int port(int index) {
    return sockets.get(index).getLocalPort();
  }

  /** The arguments of a program that is to scan them all. */
  String[] asArguments() {
    return new String[] {
      "127.0.0.1", String.valueOf(port(0)), String.valueOf(port(sockets.size() - 1))
    };
  }

  /**
   * Closes a port; not the first, which keeps other processes away from the rest: they begin to
   * look there, as this class does.
   */
  void refuse(int index) throws IOException {
    sockets.get(index).close();
  }

  /** What a server does with a client. */
  @FunctionalInterface
  interface Talk {
    void with(Socket client) throws IOException;
  }

  /** Serves the clients of a port, one after the other. */
  void serve(int index, Talk talk) {
    ServerSocket listening = sockets.get(index);
    Thread.ofVirtual().start(() -> serve(listening, talk));
  }

  private static void serve(ServerSocket listening, Talk talk) {
    while (!listening.isClosed()) {
      try (Socket client = listening.accept()) {
        talk.with(client);
      } catch (IOException clientIsGone) {
        continue;
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }
}
