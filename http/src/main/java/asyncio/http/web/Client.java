package asyncio.http.web;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and how he has come here.
 *
 * @param address null where there is no network between
 * @param scheme {@code http} or {@code https}
 * @param host with the port, if the client has named one; null if he has not said
 */
record Client(@Nullable InetAddress address, String scheme, @Nullable String host) {}
