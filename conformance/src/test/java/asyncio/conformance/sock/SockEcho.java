package asyncio.conformance.sock;

import static asyncio.Asyncio.createTask;
import static asyncio.Asyncio.sockAccept;
import static asyncio.Asyncio.sockConnect;
import static asyncio.Asyncio.sockRecv;
import static asyncio.Asyncio.sockSendall;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.conformance.RealTimeScenario;
import asyncio.task.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Locale;

/**
 * The socket calls of the loop: accept, connect, send all, receive; an empty receive is the end.
 */
public final class SockEcho extends RealTimeScenario {

  private void serve(ServerSocketChannel listener) throws IOException {
    try (SocketChannel connection = sockAccept(listener)) {
      print("server: accepted");
      for (byte[] data = sockRecv(connection, 1024);
          data.length > 0;
          data = sockRecv(connection, 1024)) {
        String text = new String(data, UTF_8).toUpperCase(Locale.ROOT);
        sockSendall(connection, text.getBytes(UTF_8));
      }
    }
    print("server: end");
  }

  @Override
  protected void main() {
    run(
        () -> {
          try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            listener.configureBlocking(false);
            Task<Void> server = createTask(() -> serve(listener));
            try (SocketChannel client = SocketChannel.open()) {
              client.configureBlocking(false);
              sockConnect(client, listener.getLocalAddress());
              for (String text : List.of("hello", "again")) {
                sockSendall(client, text.getBytes(UTF_8));
                print("client:", new String(sockRecv(client, 1024), UTF_8));
              }
            }
            server.await();
          }
        });
  }
}
