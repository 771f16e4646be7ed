// The layer of callbacks: a transport moves bytes, a protocol is told what happens. Streams are
// easier to use; protocols fit where code has to react to events in no order of its own.
import static asyncio.Asyncio.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.net.DatagramOptions;
import asyncio.net.Server;
import asyncio.task.Future;
import asyncio.transport.DatagramProtocol;
import asyncio.transport.DatagramTransport;
import asyncio.transport.Protocol;
import asyncio.transport.Transport;

void main() {
  run(this::program);
}

void program() throws IOException {
  try (Server server = createServer(Shout::new, "127.0.0.1", 0)) {
    var client = createConnection(Listener::new, "127.0.0.1", server.port());
    client.transport().write("hello".getBytes(UTF_8));
    IO.println("stream: " + client.protocol().answer.await());
    client.transport().close();
  }

  var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  var echo = createDatagramEndpoint(DatagramEcho::new, DatagramOptions.at(here));
  var address = (SocketAddress) echo.transport().getExtraInfo("sockname");
  var client = createDatagramEndpoint(DatagramListener::new, DatagramOptions.to(address));
  client.transport().sendto("hello".getBytes(UTF_8));
  IO.println("datagram: " + client.protocol().answer.await());
  client.transport().close();
  echo.transport().close();
}

/** Answers in capitals. */
static class Shout implements Protocol {

  private Transport transport;

  @Override
  public void connectionMade(Transport made) {
    transport = made;
  }

  @Override
  public void dataReceived(byte[] data) {
    transport.write(new String(data, UTF_8).toUpperCase(Locale.ROOT).getBytes(UTF_8));
  }
}

static class Listener implements Protocol {

  final Future<String> answer = createFuture();

  @Override
  public void dataReceived(byte[] data) {
    answer.setResult(new String(data, UTF_8));
  }
}

static class DatagramEcho implements DatagramProtocol {

  private DatagramTransport transport;

  @Override
  public void connectionMade(DatagramTransport made) {
    transport = made;
  }

  @Override
  public void datagramReceived(byte[] data, SocketAddress from) {
    transport.sendto(data, from);
  }
}

static class DatagramListener implements DatagramProtocol {

  final Future<String> answer = createFuture();

  @Override
  public void datagramReceived(byte[] data, SocketAddress from) {
    answer.setResult(new String(data, UTF_8));
  }
}
