// An echo server on bare sockets: ./asyncio SocketEchoServer.java [PORT] (L3.03, L3.04, L3.T02)
// Accepting goes on in one coroutine, as clients come one after the other. Serving them has to
// overlap, so each gets a task. network/EchoServer does the same with streams.
import static asyncio.Asyncio.*;

import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

void main(String[] arguments) {
  int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8000;
  run(() -> serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
}

void serve(InetSocketAddress address) throws IOException {
  try (ServerSocketChannel server = ServerSocketChannel.open()) {
    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    server.bind(address);
    server.configureBlocking(false);
    IO.println("Listening at " + server.getLocalAddress());
    while (true) {
      SocketChannel client = sockAccept(server); // is in non-blocking mode already
      IO.println("Got a connection from " + client.getRemoteAddress());
      createTask(() -> echo(client));
    }
  }
}

void echo(SocketChannel client) throws IOException {
  try (client) {
    byte[] data = sockRecv(client, 1024);
    while (data.length > 0) {
      sockSendall(client, data);
      data = sockRecv(client, 1024);
    }
  }
}
