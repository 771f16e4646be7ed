// The socket calls of the loop: accept a connection, receive what has come, send all of an answer.
// Each suspends its task until the socket is ready. (L3.01, L3.02)
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

void main() {
  run(this::program);
}

void program() throws IOException {
  try (var server =
      ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
    server.configureBlocking(false);
    gather(() -> serveOne(server), () -> visit(server.getLocalAddress()));
  }
}

void serveOne(ServerSocketChannel server) throws IOException {
  try (SocketChannel client = sockAccept(server)) {
    var address = (InetSocketAddress) client.getRemoteAddress();
    IO.println("accepted a connection from " + address.getHostString());
    byte[] data = sockRecv(client, 1024);
    IO.println("received " + new String(data, UTF_8));
    sockSendall(client, data); // returns when the system has all of it
    IO.println("at the end, " + sockRecv(client, 1024).length + " bytes come");
  }
}

void visit(SocketAddress address) throws IOException {
  try (SocketChannel socket = SocketChannel.open()) {
    socket.configureBlocking(false);
    sockConnect(socket, address);
    sockSendall(socket, "hello".getBytes(UTF_8));
    IO.println("the answer is " + new String(sockRecv(socket, 1024), UTF_8));
  }
}
