// A context manager that accepts a client as the block is entered, and closes the connection as it
// is left, in order or by a failure, of which it is told. (L4.03)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.resource.ContextManager;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

void main() {
  run(this::program);
}

void program() throws IOException {
  try (var server =
      ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
    server.configureBlocking(false);
    var client = createTask(() -> say("test\r\n", server.getLocalAddress()));
    with(
        new ConnectedSocket(server),
        connection -> {
          IO.println("received: " + receive(connection));
        });
    client.await();

    try {
      var silent = createTask(() -> say("", server.getLocalAddress()));
      with(
          new ConnectedSocket(server),
          connection -> {
            silent.await();
            receiveSomething(connection);
          });
    } catch (Exception e) {
      IO.println("after the block: " + e.getMessage());
    }
  }
}

String receive(SocketChannel connection) throws IOException {
  return new String(sockRecv(connection, 1024), UTF_8).replace("\r\n", "\\r\\n");
}

void receiveSomething(SocketChannel connection) throws IOException {
  if (sockRecv(connection, 1024).length == 0) {
    throw new EOFException("nothing came");
  }
}

static class ConnectedSocket implements ContextManager<SocketChannel> {

  private final ServerSocketChannel server;
  private SocketChannel connection;

  ConnectedSocket(ServerSocketChannel server) {
    this.server = server;
  }

  @Override
  public SocketChannel enter() throws IOException {
    IO.println("Entering context manager, waiting for connection");
    connection = sockAccept(server);
    IO.println("Accepted a connection");
    return connection;
  }

  @Override
  public boolean exit(Throwable failure) throws IOException {
    IO.println("Exiting context manager" + (failure == null ? "" : " after " + failure));
    connection.close();
    IO.println("Closed connection");
    return false; // a failure goes on
  }
}

void say(String text, SocketAddress address) throws IOException {
  try (SocketChannel socket = SocketChannel.open()) {
    socket.configureBlocking(false);
    sockConnect(socket, address);
    sockSendall(socket, text.getBytes(UTF_8));
  }
}
