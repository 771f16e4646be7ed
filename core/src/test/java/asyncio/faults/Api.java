package asyncio.faults;

import static asyncio.Asyncio.createServer;
import static asyncio.Asyncio.openConnection;
import static asyncio.Asyncio.startServer;
import static asyncio.tls.Certificates.trustedClient;
import static asyncio.tls.Certificates.trustedServer;

import asyncio.net.ListenOptions;
import asyncio.net.Server;
import asyncio.stream.Connection;
import asyncio.stream.ConnectionHandler;
import asyncio.stream.ConnectionOptions;
import asyncio.stream.ServerOptions;
import asyncio.transport.Protocol;
import java.io.IOException;
import java.util.function.Supplier;

/** The ways in which a server may serve: each must survive the same faults. */
enum Api {
  STREAM,
  SECURE_STREAM,
  TRANSPORT,
  SECURE_TRANSPORT;

  static final String LOCALHOST = "127.0.0.1";

  boolean isSecure() {
    return this == SECURE_STREAM || this == SECURE_TRANSPORT;
  }

  boolean hasStreams() {
    return this == STREAM || this == SECURE_STREAM;
  }

  /** A server on any port. */
  Server serve(ConnectionHandler handler, Supplier<? extends Protocol> protocols)
      throws IOException {
    return hasStreams()
        ? startServer(handler, LOCALHOST, 0, serverOptions())
        : createServer(
            protocols, LOCALHOST, 0, ListenOptions.DEFAULT, isSecure() ? trustedServer() : null);
  }

  private ServerOptions serverOptions() {
    return isSecure() ? ServerOptions.DEFAULT.withTls(trustedServer()) : ServerOptions.DEFAULT;
  }

  /** A client that speaks as the server does. */
  Connection connect(int port) throws IOException {
    return openConnection(
        LOCALHOST,
        port,
        isSecure()
            ? ConnectionOptions.DEFAULT.withTls(trustedClient())
            : ConnectionOptions.DEFAULT);
  }
}
