package asyncio.transport;

import asyncio.net.Server;

/** A transport that a server has accepted. */
record TransportClient(Transport transport) implements Server.Client {

  @Override
  public void close() {
    transport.close();
  }

  @Override
  public void abort() {
    transport.abort();
  }
}
