package asyncio.conformance.transport;

import static asyncio.Asyncio.createServer;
import static asyncio.Asyncio.getRunningLoop;
import static asyncio.Asyncio.millis;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.sleep;

import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.transport.Protocol;
import asyncio.transport.Transport;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Port of {@code transport_eof_keeps_open}. */
public final class TransportEofKeepsOpen extends TransportScenario {

  private final class Half implements Protocol {

    private @Nullable Transport transport;

    @Override
    public void connectionMade(Transport made) {
      transport = made;
    }

    @Override
    public boolean eofReceived() {
      print("server: eof");
      getRunningLoop().callLater(millis(30), this::answer);
      return true;
    }

    private void answer() {
      print("server: closing", transport.isClosing());
      transport.write(bytes("late answer"));
      transport.close();
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
      print("server: lost");
    }
  }

  @Override
  protected void main() {
    run(
        () -> {
          Server server = createServer(Half::new, "127.0.0.1", 0);
          InetSocketAddress address = (InetSocketAddress) server.addresses().getFirst();
          Connection connection = openConnection(address.getHostString(), address.getPort());
          connection.writer().writeEof();
          byte[] data = connection.reader().read();
          sleep(millis(20));
          print("client:", text(data));
          connection.writer().close();
          server.close();
        });
  }
}
