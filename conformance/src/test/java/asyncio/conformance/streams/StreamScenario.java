package asyncio.conformance.streams;

import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.startServer;

import asyncio.conformance.RealTimeScenario;
import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.StreamHandler;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A scenario with a server on this machine. */
abstract class StreamScenario extends RealTimeScenario {

  static Server start(StreamHandler handler) throws IOException {
    return startServer(handler, "127.0.0.1", 0);
  }

  static InetSocketAddress addressOf(Server server) {
    return (InetSocketAddress) server.addresses().getFirst();
  }

  static Connection connect(Server server) throws IOException {
    return connect(addressOf(server));
  }

  static Connection connect(InetSocketAddress address) throws IOException {
    return openConnection(address.getHostString(), address.getPort());
  }
}
