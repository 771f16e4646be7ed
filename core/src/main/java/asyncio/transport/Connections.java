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
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How transports come to be. Loop thread only. */
public final class Connections {

  /** How long a layer may take to say goodbye; asyncio's default. */
  private static final Duration GOODBYE = Duration.ofSeconds(30);

  private Connections() {}

  /** See {@link asyncio.Asyncio#createConnection(Supplier, String, int)}. */
  public static <P extends FlowControlledProtocol> Connected<P> connect(
      Supplier<? extends P> protocols, String host, int port, ConnectOptions options)
      throws IOException {
    Objects.requireNonNull(protocols, "protocols");
    Network network = Network.of(CurrentLoop.running());
    return attach(Connector.connect(network, host, port, options), protocols);
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
    Transport transport = Transport.start(loop, stream, protocol, GOODBYE, made);
    try {
      made.await();
    } catch (Throwable failed) {
      transport.close();
      throw failed;
    }
    return new Connected<>(transport, protocol);
  }

  /** See {@link asyncio.Asyncio#createServer(Supplier, String, int, ListenOptions)}. */
  public static Server serve(
      Supplier<? extends FlowControlledProtocol> protocols,
      @Nullable String host,
      int port,
      ListenOptions options)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    return serve(loop, Listeners.listen(Network.of(loop), host, port, options), protocols, options);
  }

  /** See {@link asyncio.Asyncio#createUnixServer}. */
  public static Server serveUnix(
      Supplier<? extends FlowControlledProtocol> protocols, Path path, ListenOptions options)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    Listener listener = Listeners.listenUnix(Network.of(loop), path, options);
    return serve(loop, List.of(listener), protocols, options);
  }

  private static Server serve(
      EventLoop loop,
      List<Listener> listeners,
      Supplier<? extends FlowControlledProtocol> protocols,
      ListenOptions options) {
    Objects.requireNonNull(protocols, "protocols");
    Server server =
        new Server(
            loop,
            listeners,
            options.backlog(),
            (stream, ended) -> begin(loop, stream, protocols, ended));
    server.start();
    return server;
  }

  private static Server.Client begin(
      EventLoop loop,
      ByteStream stream,
      Supplier<? extends FlowControlledProtocol> protocols,
      Runnable ended) {
    FlowControlledProtocol protocol =
        Objects.requireNonNull(protocols.get(), "the factory must return a protocol");
    Transport transport = Transport.start(loop, stream, protocol, GOODBYE, loop.createFuture());
    transport.onLost(ended);
    return new TransportClient(transport);
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
