package asyncio.transport;

import asyncio.net.ByteStream;
import asyncio.net.ConnectOptions;
import asyncio.net.Connector;
import asyncio.net.DatagramOptions;
import asyncio.net.DatagramSocketStream;
import asyncio.net.DatagramStream;
import asyncio.net.Datagrams;
import asyncio.net.ListenOptions;
import asyncio.net.Listener;
import asyncio.net.Listeners;
import asyncio.net.Network;
import asyncio.net.Server;
import asyncio.net.SocketStream;
import asyncio.task.CurrentLoop;
import asyncio.task.EventLoop;
import asyncio.task.Future;
import asyncio.tls.TlsOptions;
import asyncio.tls.TlsStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Transports for the facade: how they come to be, and what takes a task. Loop thread only. */
public final class Connections {

  private Connections() {}

  // ---- clients

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
    return attachClient(loop, stream, protocols, tls == null ? null : tls.forHost(host));
  }

  /** See {@link asyncio.Asyncio#createConnection(Supplier, SocketChannel, TlsOptions)}. */
  public static <P extends FlowControlledProtocol> Connected<P> connect(
      Supplier<? extends P> protocols, SocketChannel socket, @Nullable TlsOptions tls)
      throws IOException {
    Objects.requireNonNull(protocols, "protocols");
    EventLoop loop = CurrentLoop.running();
    return attachClient(loop, new SocketStream(loop, socket, null), protocols, tls);
  }

  /** See {@link asyncio.Asyncio#createUnixConnection(Supplier, Path, TlsOptions)}. */
  public static <P extends FlowControlledProtocol> Connected<P> connectUnix(
      Supplier<? extends P> protocols, Path path, @Nullable TlsOptions tls) throws IOException {
    Objects.requireNonNull(protocols, "protocols");
    EventLoop loop = CurrentLoop.running();
    ByteStream stream = Network.of(loop).connect(UnixDomainSocketAddress.of(path), null);
    return attachClient(loop, stream, protocols, tls);
  }

  /** See {@link asyncio.Asyncio#connectAcceptedSocket}. */
  public static <P extends FlowControlledProtocol> Connected<P> connectAccepted(
      Supplier<? extends P> protocols, SocketChannel socket, @Nullable TlsOptions tls)
      throws IOException {
    Objects.requireNonNull(protocols, "protocols");
    EventLoop loop = CurrentLoop.running();
    ByteStream stream = new SocketStream(loop, socket, null);
    return tls == null
        ? attach(stream, protocols)
        : attachSecured(TlsStream.server(loop, stream, tls), protocols, tls);
  }

  private static <P extends FlowControlledProtocol> Connected<P> attachClient(
      EventLoop loop, ByteStream stream, Supplier<? extends P> protocols, @Nullable TlsOptions tls)
      throws IOException {
    if (tls == null) {
      return attach(stream, protocols);
    }
    TlsStream secured;
    try {
      secured = TlsStream.client(loop, stream, tls);
    } catch (IllegalArgumentException noServerNamed) {
      stream.close();
      throw noServerNamed;
    }
    return attachSecured(secured, protocols, tls);
  }

  private static <P extends FlowControlledProtocol> Connected<P> attachSecured(
      TlsStream stream, Supplier<? extends P> protocols, TlsOptions tls) throws IOException {
    stream.handshake();
    return attach(stream, protocols, tls.shutdownTimeout());
  }

  /**
   * Gives a connection to a new protocol, and returns when the protocol's {@code connectionMade}
   * has been called. Suspends. Cancellation closes the connection.
   */
  public static <P extends FlowControlledProtocol> Connected<P> attach(
      ByteStream stream, Supplier<? extends P> protocols) {
    return attach(stream, protocols, TlsOptions.DEFAULT_SHUTDOWN_TIMEOUT);
  }

  private static <P extends FlowControlledProtocol> Connected<P> attach(
      ByteStream stream, Supplier<? extends P> protocols, Duration goodbyeTimeout) {
    EventLoop loop = CurrentLoop.running();
    P protocol = newProtocol(stream, protocols);
    Future<@Nullable Void> made = loop.createFuture();
    Transport transport = Transport.start(loop, stream, protocol, goodbyeTimeout, made);
    try {
      made.await();
    } catch (Throwable failed) {
      transport.close();
      throw failed;
    }
    return new Connected<>(transport, protocol);
  }

  // ---- servers

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
    return serve(loop, listeners, protocols, options, tls, true);
  }

  /**
   * See {@link asyncio.Asyncio#createServer(Supplier, Collection, int, ListenOptions, TlsOptions,
   * boolean)}.
   */
  public static Server serve(
      Supplier<? extends FlowControlledProtocol> protocols,
      Collection<String> hosts,
      int port,
      ListenOptions options,
      @Nullable TlsOptions tls,
      boolean startServing)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    List<Listener> listeners = Listeners.listen(Network.of(loop), hosts, port, options);
    return serve(loop, listeners, protocols, options, tls, startServing);
  }

  /**
   * See {@link asyncio.Asyncio#createServer(Supplier, ServerSocketChannel, ListenOptions,
   * TlsOptions, boolean)}.
   */
  public static Server serve(
      Supplier<? extends FlowControlledProtocol> protocols,
      ServerSocketChannel socket,
      ListenOptions options,
      @Nullable TlsOptions tls,
      boolean startServing)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    List<Listener> listeners = List.of(Listeners.listen(loop, socket, options));
    return serve(loop, listeners, protocols, options, tls, startServing);
  }

  /**
   * See {@link asyncio.Asyncio#createUnixServer(Supplier, Path, ListenOptions, TlsOptions,
   * boolean)}.
   */
  public static Server serveUnix(
      Supplier<? extends FlowControlledProtocol> protocols,
      Path path,
      ListenOptions options,
      @Nullable TlsOptions tls,
      boolean startServing)
      throws IOException {
    EventLoop loop = CurrentLoop.running();
    Listener listener = Listeners.listenUnix(Network.of(loop), path, options);
    return serve(loop, List.of(listener), protocols, options, tls, startServing);
  }

  private static Server serve(
      EventLoop loop,
      List<Listener> listeners,
      Supplier<? extends FlowControlledProtocol> protocols,
      ListenOptions options,
      @Nullable TlsOptions tls,
      boolean startServing) {
    Objects.requireNonNull(protocols, "protocols");
    Server.Service service =
        (stream, ended) ->
            tls == null
                ? TransportClient.begin(loop, stream, protocols, ended)
                : new SecureClient(loop, stream, tls, protocols, ended);
    Server server = new Server(loop, listeners, options.backlog(), service);
    if (startServing) {
      server.start();
    }
    return server;
  }

  /** Connects a new protocol, without waiting for its {@code connectionMade}. */
  static Transport start(
      EventLoop loop,
      ByteStream stream,
      Supplier<? extends FlowControlledProtocol> protocols,
      Duration goodbyeTimeout,
      Runnable ended) {
    FlowControlledProtocol protocol =
        Objects.requireNonNull(protocols.get(), "the factory must return a protocol");
    Transport transport =
        Transport.start(loop, stream, protocol, goodbyeTimeout, loop.createFuture());
    transport.onLost(ended);
    return transport;
  }

  // ---- what a transport does for its user

  /**
   * See {@link asyncio.Asyncio#startTls(Transport, FlowControlledProtocol, TlsOptions, boolean)}.
   */
  public static Transport startTls(
      Transport transport, FlowControlledProtocol protocol, TlsOptions tls, boolean serverSide)
      throws IOException {
    transport.startTls(protocol, tls, serverSide);
    return transport;
  }

  /** See {@link asyncio.Asyncio#sendfile(Transport, FileChannel, long, long)}. */
  public static long sendFile(Transport transport, FileChannel file, long offset, long count)
      throws IOException {
    return transport.sendFile(file, offset, count);
  }

  // ---- datagrams

  /** See {@link asyncio.Asyncio#createDatagramEndpoint(Supplier, DatagramOptions)}. */
  public static <P extends DatagramProtocol> DatagramEndpoint<P> openDatagrams(
      Supplier<? extends P> protocols, DatagramOptions options) throws IOException {
    Objects.requireNonNull(protocols, "protocols");
    EventLoop loop = CurrentLoop.running();
    return attach(loop, Datagrams.open(Network.of(loop), options), protocols);
  }

  /** See {@link asyncio.Asyncio#createDatagramEndpoint(Supplier, DatagramChannel)}. */
  public static <P extends DatagramProtocol> DatagramEndpoint<P> openDatagrams(
      Supplier<? extends P> protocols, DatagramChannel socket) throws IOException {
    Objects.requireNonNull(protocols, "protocols");
    EventLoop loop = CurrentLoop.running();
    return attach(loop, new DatagramSocketStream(loop, socket), protocols);
  }

  private static <P extends DatagramProtocol> DatagramEndpoint<P> attach(
      EventLoop loop, DatagramStream stream, Supplier<? extends P> protocols) {
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
