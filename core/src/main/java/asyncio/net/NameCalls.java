package asyncio.net;

import asyncio.task.CurrentLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and addresses; {@link asyncio.Asyncio} has this under asyncio's names. */
public final class NameCalls {

  private NameCalls() {}

  /** See {@link asyncio.Asyncio#getaddrinfo}. */
  public static List<InetSocketAddress> addresses(
      String host, int port, @Nullable ProtocolFamily family) throws IOException {
    return Families.select(family, host, Network.of(CurrentLoop.running()).resolve(host)).stream()
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  /** See {@link asyncio.Asyncio#getnameinfo}. */
  public static String name(InetSocketAddress address) throws IOException {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException(
          "a name is looked up by an address, and "
              + address
              + " has none; resolve it with getaddrinfo, or take its getHostString()");
    }
    return Network.of(CurrentLoop.running()).nameOf(address.getAddress());
  }
}
