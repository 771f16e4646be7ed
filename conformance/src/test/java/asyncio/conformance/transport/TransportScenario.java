package asyncio.conformance.transport;

import static asyncio.Asyncio.createConnection;
import static java.nio.charset.StandardCharsets.UTF_8;

import asyncio.conformance.RealTimeScenario;
import asyncio.net.Server;
import asyncio.transport.Connected;
import asyncio.transport.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A scenario with transports and protocols on this machine. */
abstract class TransportScenario extends RealTimeScenario {

  static <P extends Protocol> Connected<P> connect(Supplier<P> protocols, Server server)
      throws IOException {
    InetSocketAddress address = (InetSocketAddress) server.addresses().getFirst();
    return createConnection(protocols, address.getHostString(), address.getPort());
  }

  static String text(byte[] data) {
    return new String(data, UTF_8);
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** How a connection was lost. */
  static String manner(@Nullable Throwable failure) {
    return failure == null ? "cleanly" : nameOf(failure);
  }
}
