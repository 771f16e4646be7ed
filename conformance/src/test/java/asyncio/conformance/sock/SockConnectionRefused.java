package asyncio.conformance.sock;

import static asyncio.Asyncio.createConnection;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.sockConnect;

import asyncio.conformance.RealTimeScenario;
import asyncio.transport.Protocol;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Port of {@code sock_connection_refused}. */
public final class SockConnectionRefused extends RealTimeScenario {

  private static InetSocketAddress freeAddress() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress("127.0.0.1", 0));
      return (InetSocketAddress) listener.getLocalAddress();
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          InetSocketAddress address = freeAddress();
          try (SocketChannel client = SocketChannel.open()) {
            client.configureBlocking(false);
            sockConnect(client, address);
          } catch (ConnectException refused) {
            print("sock_connect", nameOf(refused));
          }
          try {
            createConnection(() -> new Protocol() {}, address.getHostString(), address.getPort());
          } catch (ConnectException refused) {
            print("create_connection", nameOf(refused));
          }
          try {
            openConnection(address.getHostString(), address.getPort());
          } catch (ConnectException refused) {
            print("open_connection", nameOf(refused));
          }
        });
  }
}
