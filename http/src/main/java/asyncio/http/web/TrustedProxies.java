package asyncio.http.web;

import asyncio.http.Headers;
import asyncio.http.gateway.Exchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.eclipse.jetty.util.InetAddressSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose word about a client is taken. {@code X-Forwarded-For} is read from its end, as far as
 * proxies that we trust have written it: what stands before may be the client's invention.
 */
final class TrustedProxies {

  /** Stands for all who come by a Unix socket. */
  static final String UNIX = "unix";

  private final InetAddressSet addresses = new InetAddressSet();
  private boolean unix;

  /**
   * Trusts more.
   *
   * @throws IllegalArgumentException if this is neither an address, nor a range, nor "unix"
   */
  void add(String addressOrRange) {
    if (addressOrRange.equals(UNIX)) {
      unix = true;
      return;
    }
    try {
      addresses.add(addressOrRange);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "a trusted proxy is an address, a range such as 10.0.0.0/8, or \"unix\"; this one is '"
              + addressOrRange
              + "'",
          unknown);
    }
  }

  /** Who has sent the request. */
  Client client(Exchange exchange) {
    Headers headers = exchange.request().headers();
    SocketAddress peer = exchange.remoteAddress();
    InetAddress address = peer instanceof InetSocketAddress inet ? inet.getAddress() : null;
    if (!isTrusted(peer)) {
      return new Client(address, exchange.scheme(), headers.get("Host"));
    }
    String scheme = last(headers, "X-Forwarded-Proto");
    String host = last(headers, "X-Forwarded-Host");
    return new Client(
        before(address, elements(headers, "X-Forwarded-For")),
        scheme != null && (scheme.equals("https") || scheme.equals("http"))
            ? scheme
            : exchange.scheme(),
        host == null ? headers.get("Host") : host);
  }

  private boolean isTrusted(@Nullable SocketAddress peer) {
    return peer instanceof InetSocketAddress inet
        ? inet.getAddress() != null && addresses.test(inet.getAddress())
        : unix && peer instanceof UnixDomainSocketAddress;
  }

  private @Nullable InetAddress before(@Nullable InetAddress proxy, List<String> forwarded) {
    InetAddress client = proxy;
    for (String element : forwarded.reversed()) {
      try {
        client = InetAddress.ofLiteral(element);
      } catch (IllegalArgumentException noAddress) {
        return client;
      }
      if (!addresses.test(client)) {
        return client;
      }
    }
    return client;
  }

  private static @Nullable String last(Headers headers, String name) {
    List<String> elements = elements(headers, name);
    return elements.isEmpty() ? null : elements.getLast();
  }

  private static List<String> elements(Headers headers, String name) {
    return headers.all(name).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .map(String::strip)
        .toList();
  }
}
