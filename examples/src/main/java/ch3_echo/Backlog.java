// Clients that come while nobody accepts wait in the system's queue, up to the backlog. None of
// them is lost: they are connected already, and may even have sent something. (L3.T03)
import static asyncio.Asyncio.*;

import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

static final int CLIENTS = 50;

void main() {
  run(this::program);
}

void program() throws IOException {
  List<SocketChannel> clients = new ArrayList<>();
  try (var server =
      ServerSocketChannel.open()
          .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CLIENTS)) {
    server.configureBlocking(false);
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(connectAndSend(server.getLocalAddress(), (byte) i));
    }
    IO.println(clients.size() + " clients have connected and sent");
    IO.println(acceptAll(server).size() + " clients were served");
  } finally {
    for (SocketChannel client : clients) {
      client.close();
    }
  }
}

SocketChannel connectAndSend(SocketAddress server, byte number) throws IOException {
  SocketChannel socket = SocketChannel.open();
  socket.configureBlocking(false);
  sockConnect(socket, server);
  sockSendall(socket, new byte[] {number});
  return socket;
}

/** The numbers that were received. */
Set<Byte> acceptAll(ServerSocketChannel server) throws IOException {
  Set<Byte> numbers = new HashSet<>();
  for (int i = 0; i < CLIENTS; i++) {
    try (SocketChannel client = sockAccept(server)) {
      numbers.add(sockRecv(client, 1)[0]);
    }
  }
  return numbers;
}
