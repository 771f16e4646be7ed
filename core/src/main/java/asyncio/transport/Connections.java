package asyncio.transport;

import asyncio.net.ByteStream;
import asyncio.net.ConnectOptions;
import asyncio.net.Connector;
import asyncio.net.DatagramOptions;
import asyncio.net.DatagramStream;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.net.Listeners;
import asyncio.net.Network;
import asyncio.net.Server;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.tls.TlsOptions;
import asyncio.tls.TlsStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How transports come to be. Loop thread only. */
public final class Connections {

  private Connections() {}

  /** See {@link asyncio.Asyncio#createConnection(Supplier, String, int)}. */
  public static <P extends FlowControlledProtocol> Connected<P> connect(
      Supplier<? extends P> protocols,
      String host,
      int port,
      ConnectOptions options,
      @Nullable TlsOptions tls)
      throws IOException {
    Objects.requireNonNull(protocols, "protocols");
    EventLoop loop = CurrentLoop.running();
    ByteStream stream = Connector.connect(Network.of(loop), host, port, options);
    return attach(tls == null ? stream : secured(loop, stream, tls), protocols);
  }

  private static ByteStream secured(EventLoop loop, ByteStream stream, TlsOptions tls)
      throws IOException {
    TlsStream secure = TlsStream.client(loop, stream, tls);
    try {
      secure.handshake();
      return secure;
    } catch (Throwable failed) {
      secure.close();
      throw failed;
    }
  }

  /** See {@link asyncio.Asyncio#createUnixConnection}. */
  public static <P extends FlowControlledProtocol> Connected<P> connectUnix(
      Supplier<? extends P> protocols, Path path) throws IOException {
    Objects.requireNonNull(protocols, "protocols");
    Network network = Network.of(CurrentLoop.running());
    return attach(network.connect(UnixDomainSocketAddress.of(path), null), protocols);
  }

  /**
   * Gives a connection to a new protocol, and returns when the protocol's {@code connectionMade}
   * has been called. Suspends. Cancellation closes the connection.
   */
  public static <P extends FlowControlledProtocol> Connected<P> attach(
      ByteStream stream, Supplier<? extends P> protocols) {
    EventLoop loop = CurrentLoop.running();
    P protocol = newProtocol(stream, protocols);
    Future<@Nullable Void> made = loop.createFuture();
    Transport transport = Transport.start(loop, stream, protocol, made);
    try {
      made.await();
    } catch (Throwable failed) {
      transport.close();
      throw failed;
    }
    return new Connected<>(transport, protocol);
  }

  /** See {@link asyncio.Asyncio#createServer(Supplier, String, int, ListenOptions, TlsOptions)}. */
  public static Server serve(
      Supplier<? extends FlowControlledProtocol> protocols,
      @Nullable String host,
      int port,
      ListenOptions options,
      @Nullable TlsOptions tls)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    List<Listener> listeners = Listeners.listen(Network.of(loop), host, port, options);
    return serve(loop, listeners, protocols, options, tls);
  }

  /** See {@link asyncio.Asyncio#createUnixServer}. */
  public static Server serveUnix(
      Supplier<? extends FlowControlledProtocol> protocols, Path path, ListenOptions options)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    Listener listener = Listeners.listenUnix(Network.of(loop), path, options);
    return serve(loop, List.of(listener), protocols, options, null);
  }

  private static Server serve(
      EventLoop loop,
      List<Listener> listeners,
      Supplier<? extends FlowControlledProtocol> protocols,
      ListenOptions options,
      @Nullable TlsOptions tls) {
    Objects.requireNonNull(protocols, "protocols");
    Server.Service service =
        (stream, ended) ->
            tls == null
                ? new TransportClient(start(loop, stream, protocols, ended))
                : new SecureClient(loop, stream, tls, protocols, ended);
    Server server = new Server(loop, listeners, options.backlog(), service);
    server.start();
    return server;
  }

  /** Connects a new protocol, without waiting for its {@code connectionMade}. */
  static Transport start(
      EventLoop loop,
      ByteStream stream,
      Supplier<? extends FlowControlledProtocol> protocols,
      Runnable ended) {
    FlowControlledProtocol protocol =
        Objects.requireNonNull(protocols.get(), "the factory must return a protocol");
    Transport transport = Transport.start(loop, stream, protocol, loop.createFuture());
    transport.onLost(ended);
    return transport;
  }

  /** See {@link asyncio.Asyncio#createDatagramEndpoint}. */
  public static <P extends DatagramProtocol> DatagramEndpoint<P> openDatagrams(
      Supplier<? extends P> protocols, DatagramOptions options) throws IOException {
    Objects.requireNonNull(protocols, "protocols");
    EventLoop loop = CurrentLoop.running();
    DatagramStream stream = Network.of(loop).openDatagrams(options);
    P protocol = newProtocol(stream, protocols);
    Future<@Nullable Void> made = loop.createFuture();
    DatagramTransport transport = DatagramTransport.start(loop, stream, protocol, made);
    try {
      made.await();
    } catch (Throwable failed) {
      transport.close();
      throw failed;
    }
    return new DatagramEndpoint<>(transport, protocol);
  }

  private static <P> P newProtocol(AutoCloseable stream, Supplier<? extends P> protocols) {
    try {
      return Objects.requireNonNull(protocols.get(), "the factory must return a protocol");
    } catch (Throwable failed) {
      closeAfter(failed, stream);
      throw failed;
    }
  }

  private static void closeAfter(Throwable failed, AutoCloseable stream) {
    try {
      stream.close();
    } catch (Exception another) {
      failed.addSuppressed(another);
    }
  }
}
