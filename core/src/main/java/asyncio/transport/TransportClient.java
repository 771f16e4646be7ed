package asyncio.transport;

import asyncio.net.ByteStream;
import asyncio.net.Server;
import asyncio.task.EventLoop;
import asyncio.tls.TlsOptions;
import java.util.function.Supplier;

/** A transport that a server has accepted. */
record TransportClient(Transport transport) implements Server.Client {

  /** A plain connection has no goodbye, but may become one over TLS. */
  static TransportClient begin(
      EventLoop loop,
      ByteStream stream,
      Supplier<? extends FlowControlledProtocol> protocols,
      Runnable ended) {
    return new TransportClient(
        Connections.start(loop, stream, protocols, TlsOptions.DEFAULT_SHUTDOWN_TIMEOUT, ended));
  }

  @Override
  public void close() {
    transport.close();
  }

  @Override
  public void abort() {
    transport.abort();
  }
}
