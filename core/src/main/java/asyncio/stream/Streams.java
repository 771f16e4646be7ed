package asyncio.stream;

import asyncio.net.ByteStream;
import asyncio.net.Connector;
import asyncio.net.Listener;
import asyncio.net.Listeners;
import asyncio.net.Network;
import asyncio.net.Server;
import asyncio.net.SocketStream;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.tls.TlsOptions;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens connections and starts servers, for the facade. */
public final class Streams {

  private Streams() {}

  /** See {@link asyncio.Asyncio#openConnection(String, int, ConnectionOptions)}. */
  public static Connection open(String host, int port, ConnectionOptions options)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    ByteStream stream = Connector.connect(Network.of(loop), host, port, options.connect());
    return secured(Connection.opened(loop, stream, options.limit()), options.tlsWith(host));
  }

  /** See {@link asyncio.Asyncio#openConnection(SocketChannel, ConnectionOptions)}. */
  public static Connection open(SocketChannel socket, ConnectionOptions options)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    ByteStream stream = new SocketStream(loop, socket, null);
    return secured(Connection.opened(loop, stream, options.limit()), options.tls());
  }

  private static Connection secured(Connection connection, @Nullable TlsOptions tls)
      throws IOException {
    if (tls != null) {
      connection.writer().startTls(tls);
    }
    return connection;
  }

  /** See {@link asyncio.Asyncio#openUnixConnection(Path, ConnectionOptions)}. */
  public static Connection openUnix(Path path, ConnectionOptions options) throws IOException {
    EventLoop loop = CurrentLoop.running();
    ByteStream stream = connectUnix(loop, path);
    return secured(Connection.opened(loop, stream, options.limit()), options.tls());
  }

  private static ByteStream connectUnix(EventLoop loop, Path path) throws IOException {
    try {
      return Network.of(loop).connect(UnixDomainSocketAddress.of(path), null);
    } catch (IOException failure) {
      if (Files.exists(path)) {
        throw failure;
      }
      var missing = new NoSuchFileException(path.toString(), null, "no server listens there");
      missing.initCause(failure);
      throw missing;
    }
  }

  /** See {@link asyncio.Asyncio#startServer(ConnectionHandler, String, int, ServerOptions)}. */
  public static Server serve(
      ConnectionHandler handler, @Nullable String host, int port, ServerOptions options)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    return serve(
        loop, Listeners.listen(Network.of(loop), host, port, options.listen()), handler, options);
  }

  /** See {@link asyncio.Asyncio#startServer(ConnectionHandler, ServerOptions, int, String...)}. */
  public static Server serve(
      ConnectionHandler handler, Collection<String> hosts, int port, ServerOptions options)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    return serve(
        loop, Listeners.listen(Network.of(loop), hosts, port, options.listen()), handler, options);
  }

  /**
   * See {@link asyncio.Asyncio#startServer(ConnectionHandler, ServerSocketChannel, ServerOptions)}.
   */
  public static Server serve(
      ConnectionHandler handler, ServerSocketChannel socket, ServerOptions options)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    Listener listener = Listeners.listen(loop, socket, options.listen());
    return serve(loop, List.of(listener), handler, options);
  }

  /** See {@link asyncio.Asyncio#startUnixServer(ConnectionHandler, Path, ServerOptions)}. */
  public static Server serveUnix(ConnectionHandler handler, Path path, ServerOptions options)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    Listener listener = Listeners.listenUnix(Network.of(loop), path, options.listen());
    return serve(loop, List.of(listener), handler, options);
  }

  private static Server serve(
      EventLoop loop, List<Listener> listeners, ConnectionHandler handler, ServerOptions options) {
    Server server =
        new Server(
            loop,
            listeners,
            options.listen().backlog(),
            HandledConnection.service(loop, handler, options));
    if (options.startServing()) {
      server.start();
    }
    return server;
  }

  /** A handler of a reader and a writer as one of a connection. */
  public static ConnectionHandler handler(StreamHandler handler) {
    Objects.requireNonNull(handler, "handler");
    return connection -> handler.handle(connection.reader(), connection.writer());
  }
}
