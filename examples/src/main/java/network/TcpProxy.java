// A TCP proxy: ./asyncio TcpProxy.java PORT TARGET_HOST TARGET_PORT
// Passes on what comes, both ways at once, and each end of a direction. A reader that is slow slows
// the sender at the other side down: per direction, the proxy holds one chunk at most, and what the
// writer keeps (64 KiB).
import static asyncio.Asyncio.*;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamReader;
import asyncio.stream.StreamWriter;
import asyncio.task.ExceptionGroup;

void main(String[] arguments) {
  if (arguments.length != 3) {
    System.err.println("usage: ./asyncio TcpProxy.java PORT TARGET_HOST TARGET_PORT");
    System.exit(2);
  }
  int port = Integer.parseInt(arguments[0]);
  int targetPort = Integer.parseInt(arguments[2]);
  run(() -> serve(port, arguments[1], targetPort));
}

void serve(int port, String targetHost, int targetPort) throws IOException {
  Server server = startServer(client -> forward(client, targetHost, targetPort), "127.0.0.1", port);
  IO.println("proxy at 127.0.0.1:" + server.port() + " to " + targetHost + ":" + targetPort);
  server.serveThenStop(seconds(2));
}

void forward(Connection client, String host, int port) {
  try (Connection target = openConnection(host, port)) {
    passOnBothWays(client, target);
  } catch (IOException e) {
    IO.println("failed: " + e.getMessage());
  }
}

void passOnBothWays(Connection client, Connection target) {
  try {
    taskGroup(
        group -> {
          group.createTask(() -> passOn(client.reader(), target.writer()));
          group.createTask(() -> passOn(target.reader(), client.writer()));
        });
  } catch (ExceptionGroup broken) { // one direction broke, and the group has cancelled the other
    IO.println("broken off: " + broken.exceptions().getFirst().getMessage());
    client.abort();
    target.abort();
  }
}

void passOn(StreamReader from, StreamWriter to) throws IOException {
  for (byte[] chunk : from.chunks()) {
    to.send(chunk); // until this returns, nothing more is read: that is the back-pressure
  }
  to.writeEof(); // this direction is at its end, the other one may go on
}
