package asyncio.testing.network;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one kind that are bound on a host: each to an address of its own, or by a wildcard
 * to all of them. Loop thread only.
 */
final class Bindings<S> {

  private final Map<Integer, Map<InetAddress, S>> byPort = new HashMap<>();

  void add(InetSocketAddress address, S socket) {
    byPort
        .computeIfAbsent(address.getPort(), _ -> new LinkedHashMap<>())
        .put(address.getAddress(), socket);
  }

  void remove(InetSocketAddress address) {
    Map<InetAddress, S> atPort = at(address.getPort());
    atPort.remove(address.getAddress());
    if (atPort.isEmpty()) {
      byPort.remove(address.getPort());
    }
  }

  /** Whether nothing more can be bound there: a wildcard and an address exclude each other. */
  boolean isTaken(InetAddress address, int port) {
    Map<InetAddress, S> atPort = at(port);
    return atPort.containsKey(address)
        || wildcardOf(atPort) != null
        || (address.isAnyLocalAddress() && !atPort.isEmpty());
  }

  /** Who gets what is sent to an address; null if nobody does. */
  @Nullable S find(InetSocketAddress target) {
    Map<InetAddress, S> atPort = at(target.getPort());
    S exact = atPort.get(target.getAddress());
    return exact != null ? exact : wildcardOf(atPort);
  }

  private Map<InetAddress, S> at(int port) {
    return byPort.getOrDefault(port, Map.of());
  }

  private static <S> @Nullable S wildcardOf(Map<InetAddress, S> atPort) {
    for (Map.Entry<InetAddress, S> each : atPort.entrySet()) {
      if (each.getKey().isAnyLocalAddress()) {
        return each.getValue();
      }
    }
    return null;
  }

  List<S> all() {
    return byPort.values().stream().map(Map::values).flatMap(Collection::stream).toList();
  }
}
