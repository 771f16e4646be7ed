package asyncio.http.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where connections lead to: those with the same destination can be used for each other.
 *
 * @param opaque whether what is sent is nothing for a proxy that reads requests
 * @param host a name or an address, in lower case, without brackets
 * @param proxy what stands between, or null
 * @param socket a Unix socket behind which the host is, or null
 */
record Destination(
    boolean secure,
    boolean opaque,
    String host,
    int port,
    @Nullable HttpProxy proxy,
    @Nullable Path socket) {

  /** Whether the proxy passes bytes on, instead of requests. */
  boolean isTunnelled() {
    return proxy != null && opaque;
  }

  /** Whether the proxy reads the requests. */
  boolean isForwarded() {
    return proxy != null && !opaque;
  }

  /** Host and port, as in a request. */
  String authority() {
    return bracketed(host) + ":" + port;
  }

  static String bracketed(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  @Override
  public String toString() {
    return (secure ? "https://" : "http://")
        + authority()
        + (socket == null ? "" : " at " + socket)
        + (proxy == null ? "" : " over " + proxy);
  }
}
