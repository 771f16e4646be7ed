package asyncio.http.client;

import asyncio.http.Header;
import asyncio.http.Headers;
import asyncio.http.RequestHead;
import asyncio.http.ResponseHead;
import asyncio.http.wire.MessageWriter;
import asyncio.http.wire.ResponseReader;
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
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Makes connections: to a server or a proxy, through the proxy's tunnel, with TLS. */
final class Dialer {

  /** As RFC 8305 advises. */
  private static final ConnectOptions HAPPY_EYEBALLS =
      ConnectOptions.DEFAULT.withHappyEyeballs(Duration.ofMillis(250));

  private static final int HEAD_BYTES_AT_MOST = 16 << 10;

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
      Connection connection = open(destination, trace, request);
      try {
        prepare(connection, destination);
      } catch (Throwable failure) {
        connection.abort();
        throw failure;
      }
      return connection;
    } catch (CannotConnectException failure) {
      throw failure;
    } catch (SSLException failure) {
      throw new TlsException(destination, failure);
    } catch (IOException failure) {
      throw new CannotConnectException(destination, reason(failure), failure);
    }
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

  private void prepare(Connection connection, Destination destination) throws IOException {
    HttpProxy proxy = destination.proxy();
    if (proxy != null && proxy.isSecure()) {
      connection.writer().startTls(TlsOptions.client(tls(), proxy.host()));
    }
    if (proxy != null && destination.isTunnelled()) {
      openTunnel(connection, destination, proxy);
    }
    if (destination.secure()) {
      connection.writer().startTls(TlsOptions.client(tls(), destination.host()));
    }
  }

  private TlsContext tls() {
    TlsContext known = tls;
    if (known == null) {
      known = tls = TlsContext.forClient();
    }
    return known;
  }

  private void openTunnel(Connection connection, Destination destination, HttpProxy proxy)
      throws IOException {
    MessageWriter writer = new MessageWriter(connection.writer());
    writer.start(
        new RequestHead("CONNECT", destination.authority(), tunnelHeaders(destination)), 0);
    writer.finish();
    ResponseReader reader = new ResponseReader(connection.reader(), HEAD_BYTES_AT_MOST);
    ResponseHead answer = reader.readHead("CONNECT");
    if (answer == null) {
      throw new CannotConnectException(
          destination, "the " + proxy + " has closed the connection", null);
    }
    if (answer.status() / 100 != 2) {
      throw new CannotConnectException(
          destination,
          "the "
              + proxy
              + " has answered "
              + answer
              + (answer.status() == 407 ? "; give it credentials" : ""),
          null);
    }
    if (reader.hasMore()) {
      throw new CannotConnectException(
          destination, "the " + proxy + " has sent something before we did", null);
    }
  }

  private static Headers tunnelHeaders(Destination destination) {
    List<Header> lines = new ArrayList<>(2);
    lines.add(new Header("Host", destination.authority()));
    HttpProxy proxy = destination.proxy();
    Credentials credentials = proxy == null ? null : proxy.credentials();
    String authorization =
        credentials == null ? null : credentials.authorization("CONNECT", destination.authority());
    if (authorization != null) {
      lines.add(new Header("Proxy-Authorization", authorization));
    }
    return Headers.of(lines);
  }
}
