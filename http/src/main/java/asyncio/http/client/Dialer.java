package asyncio.http.client;

import asyncio.net.ConnectOptions;
import asyncio.net.Connector;
import asyncio.net.Network;
import asyncio.stream.Connection;
import asyncio.stream.ConnectionOptions;
import asyncio.stream.Streams;
import asyncio.task.EventLoop;
import asyncio.tls.TlsContext;
import asyncio.tls.TlsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes connections: to a server or a proxy, through the proxy's tunnel, with TLS. */
final class Dialer {

  /** As RFC 8305 advises. */
  private static final ConnectOptions HAPPY_EYEBALLS =
      ConnectOptions.DEFAULT.withHappyEyeballs(Duration.ofMillis(250));

  private final EventLoop loop;
  private final NameCache names;
  private @Nullable TlsContext tls;

  /**
   * A dialer.
   *
   * @param tls whom to trust, or null for the system's authorities
   */
  Dialer(EventLoop loop, @Nullable TlsContext tls) {
    this.loop = loop;
    this.names = new NameCache(loop);
    this.tls = tls;
  }

  /**
   * Connects. Suspends. Cancelled, nothing is left open.
   *
   * @throws CannotConnectException if there is no way
   */
  Connection connect(Destination destination, ClientTrace trace, TracedRequest request)
      throws CannotConnectException {
    try {
      Connection connection = attempt(destination, trace, request);
      return connection == null ? attemptAgain(destination, trace, request) : connection;
    } catch (CannotConnectException failure) {
      throw failure;
    } catch (SSLException failure) {
      throw new TlsException(destination, failure);
    } catch (IOException failure) {
      throw new CannotConnectException(destination, reason(failure), failure);
    }
  }

  /** Null if a proxy has asked who we are, and now we can tell. */
  private @Nullable Connection attempt(
      Destination destination, ClientTrace trace, TracedRequest request) throws IOException {
    Connection connection = open(destination, trace, request);
    boolean prepared = false;
    try {
      prepared = prepare(connection, destination, trace, request);
    } finally {
      if (!prepared) {
        connection.abort();
      }
    }
    return prepared ? connection : null;
  }

  private Connection attemptAgain(Destination destination, ClientTrace trace, TracedRequest request)
      throws IOException {
    Connection connection = attempt(destination, trace, request);
    if (connection == null) {
      throw new CannotConnectException(
          destination, "the " + destination.proxy() + " does not accept our credentials", null);
    }
    return connection;
  }

  /** Some messages of the system are nothing but a name. */
  private static String reason(IOException failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }

  private Connection open(Destination destination, ClientTrace trace, TracedRequest request)
      throws IOException {
    Path socket = destination.socket();
    if (socket != null) {
      return Streams.openUnix(socket, ConnectionOptions.DEFAULT);
    }
    HttpProxy proxy = destination.proxy();
    Network network = new CachedNames(Network.of(loop), names, trace, request);
    return Connection.over(
        proxy == null
            ? Connector.connect(network, destination.host(), destination.port(), HAPPY_EYEBALLS)
            : Connector.connect(network, proxy.host(), proxy.port(), HAPPY_EYEBALLS));
  }

  private boolean prepare(
      Connection connection, Destination destination, ClientTrace trace, TracedRequest request)
      throws IOException {
    HttpProxy proxy = destination.proxy();
    if (proxy != null && proxy.isSecure()) {
      secure(connection, proxy.host(), trace, request);
    }
    if (proxy != null
        && destination.isTunnelled()
        && !Tunnel.open(connection, destination, proxy)) {
      return false;
    }
    if (destination.secure()) {
      secure(connection, destination.host(), trace, request);
    }
    return true;
  }

  private void secure(Connection connection, String host, ClientTrace trace, TracedRequest request)
      throws IOException {
    trace.tlsStarted(request, host);
    connection.writer().startTls(TlsOptions.client(tls(), host));
    trace.tlsEnded(request, host);
  }

  private TlsContext tls() {
    TlsContext known = tls;
    if (known == null) {
      known = tls = TlsContext.forClient();
    }
    return known;
  }
}
