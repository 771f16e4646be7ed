package asyncio.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own: clients of a server on this machine that have asked once, and keep their
 * connections until the standard input ends. The arguments say where, and how many.
 */
final class KeptClients {

  private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII);

  private KeptClients() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    List<SocketChannel> clients = new ArrayList<>(count);
    ByteBuffer answer = ByteBuffer.allocate(1_000);
    for (int i = 0; i < count; i++) {
      SocketChannel client =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      client.write(ByteBuffer.wrap(REQUEST));
      client.read(answer.clear());
      clients.add(client);
    }
    System.out.println("connected");
    System.in.transferTo(System.out);
    for (SocketChannel client : clients) {
      client.close();
    }
  }
}
