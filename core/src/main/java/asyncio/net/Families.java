package asyncio.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The protocol families of addresses. */
final class Families {

  private Families() {}

  static ProtocolFamily of(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  static ProtocolFamily of(SocketAddress address) {
    return switch (address) {
      case UnixDomainSocketAddress _ -> StandardProtocolFamily.UNIX;
      case InetSocketAddress inet when inet.getAddress() instanceof Inet6Address ->
          StandardProtocolFamily.INET6;
      default -> StandardProtocolFamily.INET;
    };
  }

  /** Whether two addresses cannot belong to one socket, as far as that is known. */
  static boolean differ(SocketAddress one, SocketAddress other) {
    return !isUnresolved(one) && !isUnresolved(other) && of(one) != of(other);
  }

  static boolean isUnresolved(SocketAddress address) {
    return address instanceof InetSocketAddress inet && inet.isUnresolved();
  }

  /**
   * The addresses of a family, or with null all.
   *
   * @throws UnknownHostException if there are none
   */
  static List<InetAddress> select(
      @Nullable ProtocolFamily family, String host, List<InetAddress> addresses)
      throws UnknownHostException {
    List<InetAddress> selected =
        addresses.stream().filter(address -> family == null || of(address) == family).toList();
    if (selected.isEmpty()) {
      throw new UnknownHostException(
          host + " has no address of the family " + family + ", only " + addresses);
    }
    return selected;
  }

  /**
   * Lets the families take turns, in the order in which they first appear (RFC 8305, section 4).
   *
   * @param ofFirst how many addresses of the first family come first; 0 to leave all as they are
   */
  static List<InetAddress> interleave(List<InetAddress> addresses, int ofFirst) {
    if (ofFirst == 0) {
      return addresses;
    }
    Map<ProtocolFamily, Deque<InetAddress>> byFamily = new LinkedHashMap<>();
    for (InetAddress address : addresses) {
      byFamily.computeIfAbsent(of(address), _ -> new ArrayDeque<>()).add(address);
    }
    List<InetAddress> result = new ArrayList<>();
    Deque<InetAddress> first =
        Objects.requireNonNull(byFamily.get(of(addresses.getFirst())), "the first family");
    for (int i = 1; i < ofFirst && first.size() > 1; i++) {
      result.add(first.removeFirst());
    }
    while (result.size() < addresses.size()) {
      takeOneOfEach(byFamily.values(), result);
    }
    return result;
  }

  private static void takeOneOfEach(
      Collection<Deque<InetAddress>> families, List<InetAddress> target) {
    for (Deque<InetAddress> family : families) {
      if (!family.isEmpty()) {
        target.add(family.removeFirst());
      }
    }
  }
}
