package asyncio.http.client;

import asyncio.net.ByteStream;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.net.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network as one request sees it: what is looked up is remembered, and traced. */
record CachedNames(Network network, NameCache cache, ClientTrace trace, TracedRequest request)
    implements Network {

  @Override
  public List<InetAddress> resolve(String host) throws IOException {
    if (isAddress(host)) {
      return network.resolve(host);
    }
    List<InetAddress> known = cache.get(host);
    if (known != null) {
      trace.nameRemembered(request, host, known);
      return known;
    }
    trace.nameLookUpStarted(request, host);
    List<InetAddress> addresses = cache.lookUp(network, host);
    trace.nameLookedUp(request, host, addresses);
    return addresses;
  }

  private static boolean isAddress(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }

  @Override
  public ByteStream connect(SocketAddress remote, @Nullable SocketAddress local)
      throws IOException {
    return network.connect(remote, local);
  }

  @Override
  public Listener listen(SocketAddress local, ListenOptions options) throws IOException {
    return network.listen(local, options);
  }
}
